package import Inference

/// A response whose log-prob under one model is missing.
package struct LogprobWork: Sendable, Hashable {
    package var promptID: Int64
    package var responseID: Int64
    package var sample: Int
    package var messages: [Message]
    package var text: String
    /// Nil until tokenised; imported responses get theirs with their first log-prob.
    package var promptTokens: [Int32]?
    package var responseTokens: [Int32]?
    /// How many of `promptTokens` stand before `responseTokens`; nil is all of them.
    package var prefixTokens: Int?

    package init(
        promptID: Int64,
        responseID: Int64,
        sample: Int,
        messages: [Message],
        text: String,
        promptTokens: [Int32]?,
        responseTokens: [Int32]?,
        prefixTokens: Int?
    ) {
        self.promptID = promptID
        self.responseID = responseID
        self.sample = sample
        self.messages = messages
        self.text = text
        self.promptTokens = promptTokens
        self.responseTokens = responseTokens
        self.prefixTokens = prefixTokens
    }
}
