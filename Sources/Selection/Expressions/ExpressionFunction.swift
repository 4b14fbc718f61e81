/// The functions of the expression language.
package enum ExpressionFunction: String, CaseIterable, Sendable {
    case absolute = "abs"
    case minimum = "min"
    case maximum = "max"
    case logarithm = "log"
    case exponential = "exp"
    case squareRoot = "sqrt"
    case sign
    case sigmoid
    case clip
    case standardScore = "z"
    case rank
    case quantile
    case mean
    case standardDeviation = "sd"
    case count
    case logSigmoidCentred = "lsc"
    case worst
    case lexicographic = "lex"
    case choose = "if"
    case tag
    case metadata = "meta"
    case random

    /// How it is called.
    package var signature: String {
        switch self {
        case .minimum, .maximum, .worst: "\(rawValue)(x, y, ...)"
        case .clip: "clip(x, lo, hi)"
        case .standardScore: "z(x) or z(x, prompt) or z(x, quantile) or z(x by prompt)"
        case .rank: "rank(x) or rank(x by source)"
        case .quantile: "quantile(x, q) or quantile(x, q by tag)"
        case .mean, .standardDeviation: "\(rawValue)(x) or \(rawValue)(x by prompt)"
        case .count: "count() or count(by prompt)"
        case .logSigmoidCentred: "lsc(x, p)"
        case .lexicographic: "lex(a, b)"
        case .choose: "if(condition, x, y)"
        case .tag, .metadata: "\(rawValue)(NAME)"
        case .random: "random()"
        case .absolute, .logarithm, .exponential, .squareRoot, .sign, .sigmoid: "\(rawValue)(x)"
        }
    }
}
