/// One response as the policy gave it.
package struct Sample: Sendable, Hashable {
    package enum FinishReason: String, Sendable, Hashable {
        /// The model ended it (end-of-sequence token or stop string).
        case stop
        /// Cut off at `maxTokens` or at the end of the context.
        case length
    }

    package var text: String
    /// The sampled token ids, the end-of-sequence token included when it was sampled. Nil where the backend does not tell.
    package var tokens: [Int32]?
    /// Natural log-probability of each of `tokens` under the policy, as the server reported it while sampling.
    package var tokenLogprobs: [Double]?
    package var finishReason: FinishReason
    /// The version of the weights that answered, where the server tells it.
    package var weightVersion: String?

    package init(
        text: String,
        tokens: [Int32]?,
        tokenLogprobs: [Double]?,
        finishReason: FinishReason,
        weightVersion: String? = nil
    ) {
        self.text = text
        self.tokens = tokens
        self.tokenLogprobs = tokenLogprobs
        self.finishReason = finishReason
        self.weightVersion = weightVersion
    }
}
