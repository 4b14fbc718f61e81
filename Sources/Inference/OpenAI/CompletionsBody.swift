import JSONCursor

/// Bodies of `POST /v1/completions` for servers that take token ids and tell them. Every sampling field is explicit.
struct CompletionsBody {
    /// Fields that `extra_body` may not set: those written here, and those that would change what a reply's numbers mean.
    static let ownFields: Set<String> = VLLMCompletionBody.ownFields

    /// What the server is to read.
    enum Prompt {
        case text(String, addsSpecial: Bool)
        case tokens([Int32])
    }

    var model: String
    var prompt: Prompt
    /// Whether the prompt's own tokens come back with their log-probs. The one token that is then generated is thrown away: less than one is
    /// refused by some servers, and means without end to others.
    var echo: Bool
    /// Alternatives asked for beside each token's own log-prob. Some servers take 0 for none at all.
    var alternatives: Int
    var seed: Int64 = 0
    var sampling = SamplingParameters(temperature: 0, maxTokens: 1)

    func bytes(_ extra: ExtraFields?) throws(BackendError) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        writer.key("prompt")
        switch prompt {
        case .text(let text, let addsSpecial):
            writer.string(text)
            writer.key("add_special_tokens")
            writer.bool(addsSpecial)
        case .tokens(let ids):
            writer.tokens(ids)
        }
        writer.key("n")
        writer.integer(1)
        writer.key("seed")
        writer.integer(Int(seed))
        try VLLMCompletionBody.fields(&writer, of: sampling)
        writer.key("stop")
        writer.strings(sampling.stop)
        writer.key("logprobs")
        writer.integer(alternatives)
        writer.key("echo")
        writer.bool(echo)
        writer.key("return_token_ids")
        writer.bool(true)
        writer.key("return_tokens_as_token_ids")
        writer.bool(true)
        writer.key("stream")
        writer.bool(false)
        extra?.write(to: &writer)
        writer.endObject()
        return writer.bytes
    }
}
