/// Text to tokens.
extension PlaygroundVocabulary {
    /// The ids of the words, punctuation marks and line breaks of `text`.
    ///
    /// A word is a run of letters, digits and apostrophes; ASCII capitals become small letters. Blanks only separate.
    /// Words and marks that the vocabulary lacks fall into the `<unk>` buckets. Structural tokens are never read from text.
    package func tokens(of text: String) -> [Int32] {
        var tokens: [Int32] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x61...0x7a, 0x30...0x39, 0x27, 0x80...0xff:  // a-z 0-9 ' and every byte of a character outside ASCII
                word.append(byte)
            case 0x41...0x5a:  // A-Z
                word.append(byte | 0x20)
            default:
                finish(&word, into: &tokens)
                if byte == 0x0a || byte > 0x20 {
                    word.append(byte)
                    finish(&word, into: &tokens)
                }
            }
        }
        finish(&word, into: &tokens)
        return tokens
    }

    private func finish(_ word: inout [UInt8], into tokens: inout [Int32]) {
        if word.isEmpty { return }
        tokens.append(id(of: String(decoding: word, as: UTF8.self)))
        word.removeAll(keepingCapacity: true)
    }

    /// The text of `tokens`, as `PlaygroundTextWriter` puts it.
    package func text(of tokens: [Int32]) -> String {
        var writer = PlaygroundTextWriter(vocabulary: self)
        for token in tokens {
            writer.append(token)
        }
        return writer.text
    }
}
