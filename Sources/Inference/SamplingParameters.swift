/// How responses are drawn. Every field is sent explicitly: servers fill unset ones from the model's own files.
package struct SamplingParameters: Sendable, Hashable {
    package var temperature: Double
    package var topP: Double
    /// 0 turns it off.
    package var topK: Int
    package var minP: Double
    package var repetitionPenalty: Double
    package var presencePenalty: Double
    package var frequencyPenalty: Double
    package var maxTokens: Int
    package var stop: [String]

    package init(
        temperature: Double = 1,
        topP: Double = 1,
        topK: Int = 0,
        minP: Double = 0,
        repetitionPenalty: Double = 1,
        presencePenalty: Double = 0,
        frequencyPenalty: Double = 0,
        maxTokens: Int = 1024,
        stop: [String] = []
    ) {
        self.temperature = temperature
        self.topP = topP
        self.topK = topK
        self.minP = minP
        self.repetitionPenalty = repetitionPenalty
        self.presencePenalty = presencePenalty
        self.frequencyPenalty = frequencyPenalty
        self.maxTokens = maxTokens
        self.stop = stop
    }
}
