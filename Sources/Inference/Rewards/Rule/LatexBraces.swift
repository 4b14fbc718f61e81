/// Reads what LaTeX puts in braces.
enum LatexBraces {
    /// The content of the group that opens at `start`, and where the text goes on behind it. Braces nest; escaped ones do not count.
    /// Nil if no group opens there or it never closes.
    static func group(at start: String.Index, in text: Substring) -> (content: Substring, end: String.Index)? {
        guard start < text.endIndex, text[start] == "{" else { return nil }
        var depth = 0
        var index = start
        while index < text.endIndex {
            switch text[index] {
            case "\\":
                index = text.index(after: index)
                guard index < text.endIndex else { return nil }
            case "{": depth += 1
            case "}":
                depth -= 1
                if depth == 0 { return (text[text.index(after: start)..<index], text.index(after: index)) }
            default: break
            }
            index = text.index(after: index)
        }
        return nil
    }

    /// The content of the last `\boxed{…}` or `\fbox{…}` that closes, or what follows `\boxed` and a space up to the next `$` or space.
    static func lastBoxed(in text: Substring) -> Substring? {
        var last: (start: String.Index, content: Substring)?
        for command in ["\\boxed", "\\fbox"] {
            var rest = text
            while let found = rest.firstRange(of: command) {
                rest = rest[found.upperBound...]
                guard let content = argument(of: rest) else { continue }
                if last.map({ $0.start < found.lowerBound }) ?? true { last = (found.lowerBound, content) }
            }
        }
        return last?.content
    }

    private static func argument(of rest: Substring) -> Substring? {
        let start = rest.firstIndex { $0 != " " } ?? rest.endIndex
        if let group = group(at: start, in: rest) { return group.content }
        guard start > rest.startIndex, start < rest.endIndex, rest[start] != "{" else { return nil }
        let word = rest[start...].prefix { !$0.isWhitespace && $0 != "$" }
        return word.isEmpty ? nil : word
    }
}
