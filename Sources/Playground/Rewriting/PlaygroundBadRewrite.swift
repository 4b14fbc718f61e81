/// What real rewriting models get wrong, and filters should catch.
enum PlaygroundBadRewrite: CaseIterable {
    case refusal
    /// A good prompt, and a sentence about it before.
    case metaText
    case unchanged
    /// Many times the parent's length.
    case farTooLong
    /// The parent with another mark at its end.
    case nearDuplicate

    /// - Parameter prompt: a good rewrite of `parent`.
    func answer(parent: String, prompt: String) -> String {
        switch self {
        case .refusal:
            return "I'm sorry, but I can't help with that request."
        case .metaText:
            return "Sure! Here is the rewritten prompt:\n\n" + prompt
        case .unchanged:
            return parent
        case .farTooLong:
            let times = 6 * parent.unicodeScalars.count / max(1, prompt.unicodeScalars.count) + 2
            return Array(repeating: prompt, count: times).joined(separator: " ")
        case .nearDuplicate:
            let hasMark = parent.last == "." || parent.last == "?"
            return (hasMark ? parent.dropLast() : parent[...]) + "!"
        }
    }
}
