import JSONCursor

extension JSONWriter {
    /// Temperature to frequency penalty, by the names that most dialects use. `topKOff` is what the dialect calls no top-k at all.
    mutating func distribution(_ sampling: SamplingParameters, topKOff: Int) throws(BackendError) {
        try setting("temperature", sampling.temperature)
        try setting("top_p", sampling.topP)
        key("top_k")
        integer(sampling.topK == 0 ? topKOff : sampling.topK)
        try setting("min_p", sampling.minP)
        try setting("repetition_penalty", sampling.repetitionPenalty)
        try penalties(sampling)
    }

    /// Presence and frequency penalty.
    mutating func penalties(_ sampling: SamplingParameters) throws(BackendError) {
        try setting("presence_penalty", sampling.presencePenalty)
        try setting("frequency_penalty", sampling.frequencyPenalty)
    }

    /// A number of a request by the name that the configuration has for it, too.
    mutating func setting(_ name: String, _ value: Double) throws(BackendError) {
        key(name)
        try number(value, name)
    }
}
