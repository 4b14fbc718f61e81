/// One response of the policy.
package struct ResponseFact: Sendable, Hashable {
    package var phase: Phase
    package var promptID: Int64
    package var sample: Int
    package var seed: Int64?
    package var text: String
    /// Sampled token ids, end-of-sequence included when it was sampled.
    package var tokens: [Int32]?
    /// Number of response tokens where ids are unknown but a count is.
    package var tokenCount: Int?
    /// `stop`, `length`, or `unknown` for imported text.
    package var finishReason: String
    package var model: String
    package var endpoint: String
    package var weightVersion: String
    package var latencyMilliseconds: Double?
    /// Log-prob the server reported while sampling, recorded with the response where the run accepts it.
    package var sampledLogprobs: [Double]?
    /// Whether the per-token values are kept too.
    package var keepsTokenLogprobs: Bool

    package init(
        phase: Phase,
        promptID: Int64,
        sample: Int,
        seed: Int64?,
        text: String,
        tokens: [Int32]?,
        tokenCount: Int? = nil,
        finishReason: String,
        model: String,
        endpoint: String,
        weightVersion: String,
        latencyMilliseconds: Double? = nil,
        sampledLogprobs: [Double]? = nil,
        keepsTokenLogprobs: Bool = false
    ) {
        self.phase = phase
        self.promptID = promptID
        self.sample = sample
        self.seed = seed
        self.text = text
        self.tokens = tokens
        self.tokenCount = tokenCount
        self.finishReason = finishReason
        self.model = model
        self.endpoint = endpoint
        self.weightVersion = weightVersion
        self.latencyMilliseconds = latencyMilliseconds
        self.sampledLogprobs = sampledLogprobs
        self.keepsTokenLogprobs = keepsTokenLogprobs
    }
}
