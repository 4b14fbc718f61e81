import Glibc

/// How a judge's probability is spread over the labels, at the token where it gave its verdict.
struct LabelDistribution: Sendable, Hashable {
    /// Sums to 1.
    var probabilities: [String: Double]
    /// The share of all tokens' probability that fell on labels.
    var mass: Double

    /// Most of the labels' probability that may be of labels which cannot be told apart.
    private static let mostAmbiguous = 0.05
    private static let decoration: Set<UInt8> = Set(" \t\r\n\"'`*([:".utf8)
    private static let trailing: Set<UInt8> = Set(" \t\r\n\"'`*)]},.".utf8)

    /// Reads the alternatives of the token at which `verdict` begins in `said`. Nil where that cannot be told: no tokens, a token that
    /// holds more than the verdict, too much probability on labels whose first token is the same.
    ///
    /// A label's probability is summed over its spellings with and without white space and quotes. Of a label that begins another one (1 and
    /// 10) only the sampled token's second half tells which was meant, except where the tokenizer has the longer one as a token of its own.
    init?(of verdict: SpokenVerdict, in said: String, tokens: [JudgeToken], labels: [String]) {
        guard let index = Self.token(at: verdict.range.lowerBound, in: said, tokens: tokens) else { return nil }
        let found = Self.words(of: tokens[index])
        let spoken = Self.word(tokens[index].sampled.bytes)
        guard !spoken.isEmpty, verdict.text.hasPrefix(spoken) else { return nil }
        var masses: [String: Double] = [:]
        var ambiguous = 0.0
        for label in labels {
            guard let mass = found[label] else { continue }
            let longer = labels.filter { $0 != label && $0.hasPrefix(label) }
            if longer.isEmpty || longer.allSatisfy({ found[$0] != nil }) {
                masses[label, default: 0] += mass
            } else if label == spoken, index + 1 < tokens.count {
                let next = Self.words(of: tokens[index + 1])
                var left = 1.0
                for other in longer {
                    let share = min(left, next[String(other.dropFirst(label.count))] ?? 0)
                    masses[other, default: 0] += mass * share
                    left -= share
                }
                masses[label, default: 0] += mass * left
            } else {
                ambiguous += mass
            }
        }
        // In the labels' order, so that equal replies give equal numbers to the last bit.
        let sum = labels.reduce(0.0) { $0 + (masses[$1] ?? 0) }
        guard sum > 0, sum.isFinite, ambiguous <= Self.mostAmbiguous * (sum + ambiguous) else { return nil }
        probabilities = masses.mapValues { $0 / sum }
        mass = min(1, sum + ambiguous)
    }

    /// The token that the byte at `offset` of `said` begins, decoration before it aside. What was said may follow hidden reasoning.
    private static func token(at offset: Int, in said: String, tokens: [JudgeToken]) -> Int? {
        let whole = tokens.flatMap(\.sampled.bytes)
        guard let base = lastPlace(of: Array(said.utf8), in: whole) else { return nil }
        let place = base + offset
        var start = 0
        for (index, token) in tokens.enumerated() {
            let end = start + token.sampled.bytes.count
            if place < end {
                return whole[start..<place].allSatisfy(decoration.contains) ? index : nil
            }
            start = end
        }
        return nil
    }

    private static func lastPlace(of part: [UInt8], in whole: [UInt8]) -> Int? {
        var place = whole.count - part.count
        while place >= 0 {
            if whole[place..<place + part.count].elementsEqual(part) { return place }
            place -= 1
        }
        return nil
    }

    /// The probabilities of the alternatives by what they say.
    private static func words(of token: JudgeToken) -> [String: Double] {
        var words: [String: Double] = [:]
        var hasSampled = false
        for alternative in token.top {
            hasSampled = hasSampled || alternative.bytes == token.sampled.bytes
            words[word(alternative.bytes), default: 0] += alternative.logprob.map(exp) ?? 0
        }
        if !hasSampled { words[word(token.sampled.bytes), default: 0] += token.sampled.logprob.map(exp) ?? 0 }
        return words
    }

    private static func word(_ bytes: [UInt8]) -> String {
        var word = bytes[...]
        while let first = word.first, decoration.contains(first) { word = word.dropFirst() }
        while let last = word.last, trailing.contains(last) { word = word.dropLast() }
        return String(decoding: word, as: UTF8.self)
    }
}
