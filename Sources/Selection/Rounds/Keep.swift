/// How many of the ranked pairs are kept; N is the number of them all, one or more for each prompt with a candidate left.
package enum Keep: Sendable, Hashable, CustomStringConvertible {
    /// The best `floor(ratio * N)`, the product taken in double arithmetic: 0.29 of 100 keeps 28.
    case ratio(Double)
    /// The best so many, or all when there are fewer.
    case count(Int)
    /// All whose score lies above the number, or is equal to it where `inclusive`.
    case threshold(Double, inclusive: Bool)
    case all

    /// Reads the command line's form: `0.4` (a point: ratio), `500` (count), `score>0.3`, `score>=0.3`, `all`.
    package static func parse(_ text: String) throws(ExpressionError) -> Keep {
        var lexer = ExpressionLexer(text)
        let tokens = try lexer.tokens()
        guard let keep = reading(tokens) else {
            let message = "keep is a ratio such as 0.4, a count such as 500, a threshold such as score>0.3, or all"
            throw ExpressionError(message, text: text, range: tokens[0].range.lowerBound..<tokens[tokens.count - 1].range.upperBound)
        }
        if let problem = keep.problem {
            throw ExpressionError(problem, text: text, range: tokens[0].range.lowerBound..<tokens[tokens.count - 1].range.upperBound)
        }
        return keep
    }

    /// The form `parse` reads.
    package var description: String {
        switch self {
        case .ratio(let ratio): "\(ratio)"
        case .count(let count): "\(count)"
        case .threshold(let score, let inclusive): inclusive ? "score>=\(score)" : "score>\(score)"
        case .all: "all"
        }
    }

    /// One sentence on what is wrong with the numbers; nil when nothing is.
    package var problem: String? {
        switch self {
        case .ratio(let ratio):
            ratio > 0 && ratio <= 1 ? nil : "keep has the ratio \(ratio): it must be above 0 and at most 1 (write a count without a point)"
        case .count(let count):
            count >= 1 ? nil : "keep has the count \(count): it must be at least 1"
        case .threshold(let score, _):
            score.isFinite ? nil : "keep has the threshold \(score): it must be a finite number"
        case .all: nil
        }
    }

    /// Whether a pair is kept.
    /// - Parameters:
    ///   - rank: counted from 0, best first.
    ///   - pairs: N.
    package func keeps(rank: Int, score: Double, of pairs: Int) -> Bool {
        switch self {
        case .ratio(let ratio): rank < Int((ratio * Double(pairs)).rounded(.down))
        case .count(let count): rank < count
        case .threshold(let threshold, let inclusive): inclusive ? score >= threshold : score > threshold
        case .all: true
        }
    }

    private static func reading(_ tokens: [ExpressionToken]) -> Keep? {
        if tokens.count == 1, case .number(let value, let isWhole) = tokens[0].kind {
            if !isWhole { return .ratio(value) }
            return Int(exactly: value).map { .count($0) }
        }
        if tokens.count == 1, tokens[0].kind == .name("all") { return .all }
        guard tokens.count == 3 || tokens.count == 4, tokens[0].kind == .name("score") else { return nil }
        let inclusive = tokens[1].kind == .symbol(.greaterOrEqual)
        guard inclusive || tokens[1].kind == .symbol(.greater) else { return nil }
        guard tokens.count == 3 || tokens[2].kind == .symbol(.minus) else { return nil }
        guard case .number(let magnitude, _) = tokens[tokens.count - 1].kind else { return nil }
        return .threshold(tokens.count == 4 ? -magnitude : magnitude, inclusive: inclusive)
    }
}
