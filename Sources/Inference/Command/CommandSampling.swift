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
        writer.key("temperature")
        try writer.number(sampling.temperature, "temperature")
        writer.key("top_p")
        try writer.number(sampling.topP, "top_p")
        writer.key("top_k")
        writer.integer(sampling.topK)
        writer.key("min_p")
        try writer.number(sampling.minP, "min_p")
        writer.key("repetition_penalty")
        try writer.number(sampling.repetitionPenalty, "repetition_penalty")
        writer.key("presence_penalty")
        try writer.number(sampling.presencePenalty, "presence_penalty")
        writer.key("frequency_penalty")
        try writer.number(sampling.frequencyPenalty, "frequency_penalty")
        writer.key("max_tokens")
        writer.integer(sampling.maxTokens)
        writer.key("stop")
        writer.strings(sampling.stop)
        writer.endObject()
    }
}
