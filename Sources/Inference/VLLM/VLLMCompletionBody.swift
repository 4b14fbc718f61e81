import JSONCursor

/// Bodies of `POST /v1/completions`. Every sampling field is explicit: vLLM fills unset ones from the model's `generation_config.json`.
enum VLLMCompletionBody {
    /// Fields that `extra_body` may not set: those written here, and those that would change what a reply's numbers mean.
    static let ownFields: Set<String> = [
        "model", "prompt", "n", "seed", "temperature", "top_p", "top_k", "min_p", "repetition_penalty", "presence_penalty",
        "frequency_penalty", "max_tokens", "stop", "logprobs", "return_token_ids", "return_tokens_as_token_ids", "skip_special_tokens",
        "stream", "stream_options", "echo", "prompt_logprobs", "best_of", "use_beam_search", "suffix", "truncate_prompt_tokens",
        "add_special_tokens", "prompt_embeds", "logprob_token_ids",
    ]

    /// Asks for `count` samples; sample j is drawn with `seed + j` (`v1/engine/parallel_sampling.py`).
    static func sampling(
        _ model: String,
        _ prompt: [Int32],
        _ count: Int,
        _ seed: Int64,
        _ sampling: SamplingParameters,
        _ extra: ExtraFields
    ) throws(BackendError) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 512 + prompt.count * 7)
        writer.beginObject()
        begin(&writer, model, prompt)
        writer.key("n")
        writer.integer(count)
        writer.key("seed")
        writer.integer(Int(seed))
        try fields(&writer, of: sampling)
        writer.key("stop")
        writer.strings(sampling.stop)
        // The sampled token's own log-prob, no alternatives.
        writer.key("logprobs")
        writer.integer(0)
        // Token strings collide and may be no text at all; as ids they cannot.
        writer.key("return_tokens_as_token_ids")
        writer.bool(true)
        writer.key("skip_special_tokens")
        writer.bool(true)
        extra.write(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    /// Asks for the log-prob of each of `ids`. One token must be sampled along; it is thrown away.
    static func scoring(_ model: String, _ ids: [Int32]) throws(BackendError) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 512 + ids.count * 7)
        writer.beginObject()
        begin(&writer, model, ids)
        writer.key("n")
        writer.integer(1)
        try fields(&writer, of: SamplingParameters(temperature: 0, maxTokens: 1))
        // The actual token's log-prob, no alternatives.
        writer.key("prompt_logprobs")
        writer.integer(0)
        writer.endObject()
        return writer.bytes
    }

    private static func begin(_ writer: inout JSONWriter, _ model: String, _ prompt: [Int32]) {
        writer.key("model")
        writer.string(model)
        writer.key("prompt")
        writer.tokens(prompt)
        writer.key("return_token_ids")
        writer.bool(true)
        writer.key("stream")
        writer.bool(false)
    }

    /// Temperature to `max_tokens`.
    static func fields(_ writer: inout JSONWriter, of sampling: SamplingParameters) throws(BackendError) {
        // Off is -1 in every version; 0 means the same in newer ones only.
        try writer.distribution(sampling, topKOff: -1)
        writer.key("max_tokens")
        writer.integer(sampling.maxTokens)
    }
}
