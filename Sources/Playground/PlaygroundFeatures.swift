/// Which rows of the weight table speak about the next token: the features of a log-linear model, hashed into a table of fixed size.
///
/// Feature hashing after Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (ICML 2009), without the sign: two
/// features that fall into one row share it. Row 0 is the bias and belongs to nobody else. A gradient on the logits of one position goes,
/// unchanged, to the rows named here: `prompt` with the class of the last token, and `context`.
package enum PlaygroundFeatures {
    /// Rows of the weight table.
    package static let rows = 8192
    /// The row of the bias, active at every position.
    package static let bias = 0
    /// Stands for a token before the first one.
    static let nothing: Int32 = -1

    /// The rows of the last token, the last two, the last three (`last` is the nearest) and the position in the response.
    package struct Context: Sendable, Hashable {
        package var one: Int
        package var two: Int
        package var three: Int
        package var position: Int
    }

    package static func context(last: Int32, second: Int32, third: Int32, position: Int) -> Context {
        Context(
            one: row(1, last),
            two: row(2, last, second),
            three: row(3, last, second, third),
            position: row(4, Int32(bucket(ofPosition: position)))
        )
    }

    /// The row of a word that stands anywhere in the prompt.
    package static func prompt(word: Int32) -> Int {
        row(5, word)
    }

    /// The row of a word that stands anywhere in the prompt, while the last token is of `last`'s class.
    package static func prompt(word: Int32, last: PlaygroundTokenClass) -> Int {
        row(6, word, Int32(last.rawValue))
    }

    /// The distinct words of a prompt, in order of first appearance: those whose rows are active. Roles and punctuation are not.
    package static func words(ofPrompt prompt: [Int32], vocabulary: PlaygroundVocabulary) -> [Int32] {
        var seen = [Bool](repeating: false, count: vocabulary.count)
        var words: [Int32] = []
        for id in prompt where vocabulary.classes[Int(id)].isWord && !seen[Int(id)] {
            seen[Int(id)] = true
            words.append(id)
        }
        return words
    }

    /// 0, 1, 2, 3-4, 5-7, 8-11, 12-15, 16-23, 24-31 and 32 or later.
    static func bucket(ofPosition position: Int) -> Int {
        switch position {
        case ..<3: return position
        case ..<5: return 3
        case ..<8: return 4
        case ..<12: return 5
        case ..<16: return 6
        case ..<24: return 7
        case ..<32: return 8
        default: return 9
        }
    }

    private static func row(_ family: UInt64, _ a: Int32, _ b: Int32 = nothing, _ c: Int32 = nothing) -> Int {
        // 20 bits hold a token with room to spare; the fields do not overlap, so distinct features differ before they are mixed.
        let key = family &<< 60 | field(c) &<< 40 | field(b) &<< 20 | field(a)
        return 1 + Int(StableHash.mix(key) % UInt64(rows - 1))
    }

    private static func field(_ id: Int32) -> UInt64 { UInt64(id &+ 1) & 0xfffff }
}
