/// One rewrite of a round as the rewriting model left it.
package struct Rewrite: Sendable, Hashable {
    /// The prompt that was rewritten.
    package var parent: Int64
    /// The text of its last user message.
    package var parentText: String
    /// The strategy's name.
    package var strategy: String
    /// Counted from 0 where one strategy rewrites one parent several times.
    package var attempt: Int
    /// The model's raw answer; nil where it gave none and was given up.
    package var answer: String?
    /// Whether the answer was cut off at the most tokens or at the end of the context.
    package var isTruncated: Bool
    /// How many tokens the rewritten prompt has; nil where nobody can tell.
    package var tokens: Int?

    package init(
        parent: Int64,
        parentText: String,
        strategy: String,
        attempt: Int = 0,
        answer: String?,
        isTruncated: Bool = false,
        tokens: Int? = nil
    ) {
        self.parent = parent
        self.parentText = parentText
        self.strategy = strategy
        self.attempt = attempt
        self.answer = answer
        self.isTruncated = isTruncated
        self.tokens = tokens
    }
}
