/// Reasoning that a model writes between `<think>` and `</think>` before it answers.
enum ThinkBlocks {
    private static let opening = "<think>"
    private static let closing = "</think>"

    /// `text` without its reasoning. Templates may open the block themselves, so that a response begins inside of one: then everything up to
    /// the last closing mark goes. Nil if a block is opened and never closed: the model did not come to an answer.
    static func stripped(_ text: String) -> String? {
        var rest = Substring(text)
        while let start = range(of: closing, in: rest) {
            rest = rest[start.upperBound...]
        }
        guard range(of: opening, in: rest) == nil else { return nil }
        return String(rest)
    }

    private static func range(of mark: String, in text: Substring) -> Range<String.Index>? {
        text.firstRange(of: mark)
    }
}
