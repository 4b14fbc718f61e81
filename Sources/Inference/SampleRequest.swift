/// Ask a policy for `count` responses to one prompt.
///
/// Sample j is drawn with `seed + j`, so that one request for n responses equals n requests for one.
package struct SampleRequest: Sendable {
    package var messages: [Message]
    /// The templated prompt as the policy's tokens; nil where the backend has no tokenizer to ask (capability `tokenizes` is false).
    package var promptTokens: [Int32]?
    package var count: Int
    package var seed: Int64
    package var sampling: SamplingParameters

    package init(messages: [Message], promptTokens: [Int32]?, count: Int, seed: Int64, sampling: SamplingParameters) {
        self.messages = messages
        self.promptTokens = promptTokens
        self.count = count
        self.seed = seed
        self.sampling = sampling
    }
}
