/// Responses of one prompt that are to be scored.
package struct RewardRequest: Sendable {
    package var messages: [Message]
    package var responses: [String]
    /// The prompt's metadata as a JSON object, as its data set has it: a verifier finds the expected answer there. Nil where there is none.
    package var metadata: [UInt8]?
    /// Comparisons of these responses that were made before: they count, and are not made again.
    package var known: [JudgeComparison]

    package init(messages: [Message], responses: [String], metadata: [UInt8]? = nil, known: [JudgeComparison] = []) {
        self.messages = messages
        self.responses = responses
        self.metadata = metadata
        self.known = known
    }
}
