import Inference

extension SamplingParameters {
    /// No field as it would be by itself, no two alike.
    static let unusual = SamplingParameters(
        temperature: 0.8,
        topP: 0.95,
        topK: 40,
        minP: 0.05,
        repetitionPenalty: 1.1,
        presencePenalty: 0.2,
        frequencyPenalty: -0.3,
        maxTokens: 77,
        stop: ["\n\nHuman:"]
    )
}
