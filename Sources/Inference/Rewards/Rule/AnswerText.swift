/// The text a response gives as its answer, and what makes two such texts alike.
enum AnswerText {
    private static let wrapping: Set<Character> = ["\"", "'", "“", "”", "‘", "’", "`", "*", "_", "«", "»"]
    private static let ending: Set<Character> = [".", "!", "?", ",", ";", ":", "。"]

    /// The last `\boxed{…}`, else the rest of the line after the last `####`, else nil: nothing is marked as the answer.
    static func marked(in text: String) -> Substring? {
        if let boxed = LatexBraces.lastBoxed(in: text[...]) { return boxed }
        var rest = text[...]
        var last: Substring?
        while let mark = rest.firstRange(of: "####") {
            rest = rest[mark.upperBound...]
            last = rest.drop { $0 == "#" }.prefix { !$0.isNewline }
        }
        return last
    }

    /// Lower case, one space for any white space, LaTeX and minus signs made plain, quotes, emphasis and closing punctuation around it dropped.
    static func normalized(_ text: Substring) -> String {
        let words = LatexText.plain(text).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        var rest = words[...]
        var before: Substring
        repeat {
            before = rest
            while let first = rest.first, wrapping.contains(first) || first == " " { rest = rest.dropFirst() }
            while let last = rest.last, wrapping.contains(last) || ending.contains(last) || last == " " { rest = rest.dropLast() }
        } while rest.count < before.count
        return String(rest)
    }

    /// Whether `words` occurs in `text`, both normalized, and is no part of a longer word or number.
    static func contains(_ words: String, in text: String) -> Bool {
        guard !words.isEmpty else { return false }
        var rest = text[...]
        while let found = rest.firstRange(of: words) {
            let before = found.lowerBound > text.startIndex ? text[text.index(before: found.lowerBound)] : nil
            let after = found.upperBound < text.endIndex ? text[found.upperBound...] : ""
            if !joins(before, words.first), !continues(after, words.last) { return true }
            rest = text[text.index(after: found.lowerBound)...]
        }
        return false
    }

    private static func joins(_ character: Character?, _ neighbour: Character?) -> Bool {
        guard let character, let neighbour, neighbour.isLetter || neighbour.isNumber else { return false }
        return character.isLetter || character.isNumber || (neighbour.isNumber && (character == "." || character == "-"))
    }

    /// A point or comma goes on with a number only if a digit follows it.
    private static func continues(_ after: Substring, _ last: Character?) -> Bool {
        guard let next = after.first, let last, last.isLetter || last.isNumber else { return false }
        if next.isLetter || next.isNumber { return true }
        return last.isNumber && (next == "." || next == ",") && (after.dropFirst().first?.isNumber ?? false)
    }
}
