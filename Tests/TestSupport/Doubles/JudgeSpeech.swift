import Foundation

/// How the judge double puts a verdict into words and tokens.
struct JudgeSpeech {
    var style: JudgeDouble.Style
    var verdict: String
    var probabilities: [String: Double]
    var splitsDigits: Bool

    /// What of each label's probability goes to the spelling with a space in front; a tenth of everything goes to other tokens.
    private static let spaced = 0.3
    private static let foreign = 0.1

    var text: String { pieces.joined() }

    private var isNumber: Bool { Int(verdict) != nil }

    /// The tokens; the verdict is one, or one a digit.
    private var pieces: [String] {
        let label = splitsDigits && verdict.count > 1 ? verdict.map { String($0) } : [verdict]
        switch style {
        case .bare: return label
        case .json: return isNumber ? ["{\"", "verdict", "\":"] + label + ["}"] : ["{\"", "verdict", "\": \""] + label + ["\"}"]
        case .fencedJSON: return ["```", "json", "\n", "{\"verdict\":"] + (isNumber ? label : ["\"\(verdict)\""]) + ["}", "\n```"]
        case .thinking: return ["<think>", "Is it 3 or B?", "</think>", "\n\n"] + label
        case .sentence: return ["I looked at all of it.", "\n", "**Verdict:** "] + label + ["."]
        case .brackets: return ["It is a fair answer, so ", "[["] + label + ["]]", " it is."]
        case .half: return ["7", ".", "5"]
        case .words(let words): return [words]
        }
    }

    func tokens(alternatives: Int) -> [ChatVerdict.Token] {
        var tokens: [ChatVerdict.Token] = []
        let pieces = pieces
        let isSplit = splitsDigits && verdict.count > 1
        for (index, piece) in pieces.enumerated() {
            let isFirst = piece == verdict || (isSplit && piece == String(verdict.prefix(1)) && index + 1 < pieces.count)
            let isSecond = isSplit && index > 0 && piece == String(verdict.dropFirst()) && pieces[index - 1] == String(verdict.prefix(1))
            let weights = isSecond ? secondHalf() : isFirst ? firstHalf() : [piece: 1]
            let sorted = weights.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
            let top = sorted.prefix(alternatives).map { token, weight in
                ChatVerdict.Alternative(token: token, logprob: log(weight), bytes: token.utf8.map { Int($0) })
            }
            let own = weights[piece] ?? 1
            tokens.append(.init(token: piece, logprob: log(own), bytes: piece.utf8.map { Int($0) }, top_logprobs: Array(top)))
        }
        return tokens
    }

    private func firstHalf() -> [String: Double] {
        var weights: [String: Double] = ["The": Self.foreign]
        for (label, probability) in probabilities.sorted(by: { $0.key < $1.key }) {
            let token = splitsDigits ? String(label.prefix(1)) : label
            weights[token, default: 0] += probability * (1 - Self.foreign) * (1 - Self.spaced)
            weights[" " + token, default: 0] += probability * (1 - Self.foreign) * Self.spaced
        }
        return weights
    }

    /// Behind a 1: a 0, or the end.
    private func secondHalf() -> [String: Double] {
        let first = String(verdict.prefix(1))
        let sum = probabilities.filter { $0.key.hasPrefix(first) }.values.reduce(0, +)
        let whole = (probabilities[verdict] ?? 0) / sum
        return [String(verdict.dropFirst()): whole, "}": 1 - whole]
    }
}
