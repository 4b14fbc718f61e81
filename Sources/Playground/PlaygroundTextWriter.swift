/// Tokens to text, one token at a time; what is written never changes afterwards.
///
/// A blank before every word but the first of a line, none before punctuation; a capital letter at the start of the text and of a line,
/// after . ? and !, and for "I". Structural tokens write nothing. Text in this form comes back from `tokens(of:)` as the same ids.
struct PlaygroundTextWriter {
    private let vocabulary: PlaygroundVocabulary
    private(set) var bytes: [UInt8] = []
    private var startsSentence = true
    private var startsLine = true

    init(vocabulary: PlaygroundVocabulary) {
        self.vocabulary = vocabulary
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ token: Int32) {
        let spelling = vocabulary.spellings[Int(token)]
        switch vocabulary.classes[Int(token)] {
        case .structure:
            return
        case .punctuation:
            bytes.append(contentsOf: spelling.utf8)
            startsLine = spelling == "\n"
            startsSentence = startsLine || spelling == "." || spelling == "?" || spelling == "!"
        default:
            if !startsLine { bytes.append(0x20) }
            let first = bytes.count
            bytes.append(contentsOf: spelling.utf8)
            if startsSentence || spelling == "i" {
                bytes[first] = PlaygroundTextWriter.capital(bytes[first])
            }
            startsLine = false
            startsSentence = false
        }
    }

    private static func capital(_ byte: UInt8) -> UInt8 {
        byte >= 0x61 && byte <= 0x7a ? byte & ~0x20 : byte
    }
}
