/// How an answer begins, made comparable: in lower case, apostrophes straight, runs of white space one blank.
struct AnswerOpening {
    /// About the first two hundred characters.
    let text: String
    /// The part of them in the first line.
    let firstLine: String

    init(_ answer: String) {
        let start = answer.prefix(200)
        text = AnswerOpening.folded(start)
        firstLine = AnswerOpening.folded(start.prefix { !$0.isNewline })
    }

    private static func folded(_ text: Substring) -> String {
        var scalars = String.UnicodeScalarView()
        for value in NormalizedText(String(text)).scalars {
            let isApostrophe = value == 0x2019 || value == 0x2018
            scalars.append(isApostrophe ? "'" : Unicode.Scalar(value) ?? " ")
        }
        return String(scalars)
    }

    /// What follows one of `phrases` at the start of `text`, the longest that fits, or nil.
    static func after(_ phrases: [String], in text: Substring) -> Substring? {
        var longest = 0
        for phrase in phrases where phrase.count > longest && text.hasPrefix(phrase) {
            longest = phrase.count
        }
        return longest == 0 ? nil : text.dropFirst(longest)
    }
}
