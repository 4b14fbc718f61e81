/// Turns texts into vectors that are near each other where the texts share words, without any model (feature hashing: Weinberger et al.,
/// Feature Hashing for Large Scale Multitask Learning, 2009).
package enum TextVector {
    package static let dimension = 256

    /// Counts of the text's words and of its pairs of neighbouring words, each at a place and with a sign from its hash, scaled to length
    /// 1; all zeros for a text without words.
    ///
    /// A word is a run of letters, marks and digits in lower case; a character of a script that writes no blanks (from U+2E80 on) is a
    /// word of its own. The hash is 64-bit FNV-1a over the UTF-8 of the words, two of them joined by a blank: the same everywhere and
    /// for ever. The place is its lowest 8 bits exclusive-or bits 32 to 39, the sign its highest bit.
    package static func vector(of text: String) -> [Float] {
        var counts = [Double](repeating: 0, count: dimension)
        var previous: [UInt8] = []
        for word in words(of: text) {
            count(word, &counts)
            if !previous.isEmpty { count(previous + [0x20] + word, &counts) }
            previous = word
        }
        let length = counts.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? counts.map { Float($0 / length) } : [Float](repeating: 0, count: dimension)
    }

    /// The cosine of two vectors of equal dimension; 0 where one has no length.
    package static func cosine(_ first: [Float], _ second: [Float]) -> Double {
        var (product, firstLength, secondLength) = (0.0, 0.0, 0.0)
        for (left, right) in zip(first, second) {
            product += Double(left) * Double(right)
            firstLength += Double(left) * Double(left)
            secondLength += Double(right) * Double(right)
        }
        let lengths = (firstLength * secondLength).squareRoot()
        return lengths > 0 ? max(-1, min(1, product / lengths)) : 0
    }

    /// Whether two texts say the same in nearly the same words: equal, or of a cosine of at least the threshold.
    package static func nearIdentical(_ first: String, _ second: String, threshold: Double) -> Bool {
        first == second || cosine(vector(of: first), vector(of: second)) >= threshold
    }

    private static func count(_ feature: [UInt8], _ counts: inout [Double]) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in feature {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        let place = Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0xFF)
        counts[place] += hash >> 63 == 1 ? -1 : 1
    }

    private static func words(of text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            let isPart = isPartOfWord(scalar)
            let standsAlone = isPart && scalar.value >= 0x2E80
            if !word.isEmpty, !isPart || standsAlone {
                words.append(word)
                word = []
            }
            if isPart { append(scalar, to: &word) }
            if standsAlone {
                words.append(word)
                word = []
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return (0x30...0x39).contains(scalar.value) || (0x41...0x5A).contains(scalar.value) || (0x61...0x7A).contains(scalar.value)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .decimalNumber, .letterNumber, .otherNumber:
            return true
        default:
            return false
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            word.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
        } else {
            word += Array(scalar.properties.lowercaseMapping.utf8)
        }
    }
}
