/// A rewriting model's raw answer -> the text of the prompt in it.
///
/// Only packaging comes off, and only where it can be nothing else: a block of thoughts at the start; a label such as `Rewritten prompt:`;
/// a code fence, marker lines or quotation marks around the whole. Packages inside packages come off too. What talks about the prompt
/// ("Here is the rewritten prompt:") stays, for the filters to see.
package enum RewriteCleaner {
    package static func clean(_ answer: String) -> String {
        var text = trimmed(answer[...])
        text = trimmed(afterUnopenedThoughts(text) ?? text)
        while let inner = afterThoughts(text) ?? AnswerLabel.textAfterLabel(of: text) ?? fenced(text) ?? framed(text) ?? quoted(text) {
            text = trimmed(inner)
        }
        return String(text)
    }

    private static let thoughtBegin = "<think>"
    private static let thoughtEnd = "</think>"
    /// What may stand behind the first fence: the names of languages that are plain text.
    private static let plainLanguages: Set<String> = ["", "text", "txt", "plain", "plaintext", "markdown", "md", "prompt"]
    /// Opening and closing marks.
    private static let quotes: [(Character, Character)] = [
        ("\"", "\""), ("'", "'"), ("`", "`"), ("“", "”"), ("‘", "’"), ("„", "“"), ("«", "»"), ("»", "«"), ("「", "」"), ("『", "』"),
    ]

    /// Thoughts that never end leave nothing.
    private static func afterThoughts(_ text: Substring) -> Substring? {
        guard text.hasPrefix(thoughtBegin) else { return nil }
        return text.utf8.firstRange(of: thoughtEnd.utf8).map { text[$0.upperBound...] } ?? ""
    }

    /// Some servers put the opening tag into the prompt: then the answer has only the closing one, on a line of its own.
    private static func afterUnopenedThoughts(_ text: Substring) -> Substring? {
        guard let end = text.utf8.firstRange(of: thoughtEnd.utf8) else { return nil }
        let before = text[..<end.lowerBound]
        let after = text[end.upperBound...]
        let standsAlone = (before.last?.isNewline ?? true) && (after.first?.isNewline ?? true)
        let wasOpened = before.utf8.firstRange(of: thoughtBegin.utf8) != nil
        return standsAlone && !wasOpened ? after : nil
    }

    private static func fenced(_ text: Substring) -> Substring? {
        guard text.hasPrefix("```"), let first = text.firstIndex(where: \.isNewline) else { return nil }
        let language = trimmed(text[..<first].dropFirst(3)).lowercased()
        let rest = text[first...]
        guard plainLanguages.contains(language), let last = rest.lastIndex(where: \.isNewline) else { return nil }
        let inner = rest[..<last]
        guard rest[last...].dropFirst() == "```", inner.utf8.firstRange(of: "```".utf8) == nil else { return nil }
        return inner
    }

    /// The marker lines of the instruction, copied.
    private static func framed(_ text: Substring) -> Substring? {
        guard text.hasPrefix(PromptFrame.begin), text.hasSuffix(PromptFrame.end) else { return nil }
        let rest = text.dropFirst(PromptFrame.begin.count)
        guard rest.first?.isNewline == true, rest.count > PromptFrame.end.count else { return nil }
        let inner = rest.dropLast(PromptFrame.end.count)
        let hasMore = inner.utf8.firstRange(of: PromptFrame.end.utf8) != nil || inner.utf8.firstRange(of: PromptFrame.begin.utf8) != nil
        return inner.last?.isNewline == true && !hasMore ? inner : nil
    }

    /// What quotation marks enclose, if the same marks occur nowhere inside: `"a" or "b"` is no quotation.
    private static func quoted(_ text: Substring) -> Substring? {
        guard let first = text.first, let last = text.last, text.utf8.count > 1 else { return nil }
        guard let marks = quotes.first(where: { $0.0 == first && $0.1 == last }) else { return nil }
        let inner = text.dropFirst().dropLast()
        let isWhole = !inner.contains { $0 == marks.0 || $0 == marks.1 }
        return isWhole ? inner : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }
}
