import JSONCursor

/// The fields of a request for samples.
enum CommandSampling {
    /// The prompt as messages, and as token ids where the child counts in tokens.
    static func write(_ request: SampleRequest, _ sampling: SamplingParameters, to writer: inout JSONWriter) throws {
        writer.key("messages")
        writer.messages(request.messages)
        if let tokens = request.promptTokens {
            writer.key("prompt_tokens")
            writer.tokens(tokens)
        }
        writer.key("n")
        writer.integer(request.count)
        writer.key("seed")
        writer.integer(Int(request.seed))
        writer.key("sampling")
        writer.beginObject()
        try writer.distribution(sampling, topKOff: 0)
        writer.key("max_tokens")
        writer.integer(sampling.maxTokens)
        writer.key("stop")
        writer.strings(sampling.stop)
        writer.endObject()
    }
}
