/// A stored response with its recorded log-prob, to be scored again: does an endpoint serve the weights it should?
package struct SpotResponse: Sendable, Hashable {
    package var responseID: Int64
    package var promptTokens: [Int32]
    package var responseTokens: [Int32]
    /// Mean natural log-prob per token, as recorded.
    package var meanLogprob: Double
}
