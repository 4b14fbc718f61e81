import Platform

/// Texts of strangers, made safe to be shown to a judge: between marks that they cannot know, and without the special tokens of chat templates.
///
/// A model that is trained on a judge's verdicts is rewarded for every way to talk to the judge. The mark is a digest of all texts, so that no
/// text can hold its own; a special token spelled out would end the turn in servers that tokenise the whole conversation as one text.
struct JudgeMaterial: Sendable {
    private static let specialTokens: [String] = [
        "<|", "<\u{FF5C}", "<s>", "</s>", "<bos>", "<eos>", "<start_of_turn>", "<end_of_turn>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>",
    ]

    private let mark: String

    init(_ texts: [String]) {
        var seed = texts.sorted().joined(separator: "\u{0}")
        var mark = ""
        repeat {
            mark = String(SHA256.hexadecimal(of: seed).prefix(8))
            seed += mark
        } while texts.contains { $0.contains(mark) }
        self.mark = mark
    }

    /// `text` between lines that say what it is.
    func framed(_ text: String, as name: String) -> String {
        "<<<\(name) \(mark)>>>\n\(Self.disarmed(text))\n<<<end of \(name) \(mark)>>>"
    }

    /// The text with a space in every special token, behind its first character.
    static func disarmed(_ text: String) -> String {
        var text = text
        for token in specialTokens where text.contains(token) {
            text = text.split(separator: token, omittingEmptySubsequences: false).joined(
                separator: "\(token.prefix(1)) \(token.dropFirst())"
            )
        }
        return text
    }
}
