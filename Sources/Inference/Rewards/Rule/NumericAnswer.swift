/// Finds the number that a text gives as its answer.
enum NumericAnswer: Sendable, Hashable {
    case number(ScannedNumber, text: String)
    /// An answer is marked, and it is no single number.
    case other(String)
    case missing

    /// What a response answers: the marked answer, else the last number there is.
    static func of(response: String) -> NumericAnswer {
        if let marked = AnswerText.marked(in: response) {
            let text = plainText(marked)
            return single(in: text).map { .number($0, text: text) } ?? (text.isEmpty ? .missing : .other(text))
        }
        let text = LatexText.plain(response[...])
        guard let last = NumberScanner.numbers(in: text).last else { return .missing }
        return .number(last, text: String(Array(text)[last.range]))
    }

    /// The number that a data set expects: its text is one number, or a worked solution that marks one. Nil if it is neither.
    static func expected(_ text: String) -> ScannedNumber? {
        single(in: plainText(AnswerText.marked(in: text) ?? text[...]))
    }

    /// The one number of a text, a name before `=` and a unit behind it allowed.
    private static func single(in text: String) -> ScannedNumber? {
        let text = withoutParentheses(text.split(separator: "=", omittingEmptySubsequences: false).last ?? "")
        let numbers = NumberScanner.numbers(in: text)
        guard numbers.count == 1, let number = numbers.first, !text.contains("\\") else { return nil }
        let characters = Array(text)
        let before = characters[..<number.range.lowerBound]
        let after = characters[number.range.upperBound...]
        // Formulas and tuples are no numbers.
        guard !before.contains(where: { "+-*/^<>()[]|".contains($0) }), !after.contains(where: { "+*<>()[]|".contains($0) }) else {
            return nil
        }
        return isVariable(after) ? nil : number
    }

    /// Whether a letter that no unit is called by stands right behind the number.
    private static func isVariable(_ after: ArraySlice<Character>) -> Bool {
        guard let first = after.first, "xyzniπ".contains(first) else { return false }
        return !(after.dropFirst().first?.isLetter ?? false)
    }

    /// What one pair of parentheses holds if there is nothing else, and no comma in it.
    private static func withoutParentheses(_ text: Substring) -> String {
        let trimmed = trimmed(text)
        guard trimmed.first == "(", trimmed.last == ")", !trimmed.contains(",") else { return trimmed }
        return String(trimmed.dropFirst().dropLast())
    }

    private static func plainText(_ text: Substring) -> String {
        trimmed(LatexText.plain(text)[...])
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
