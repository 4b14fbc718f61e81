/// The functions of the expression language.
package enum ExpressionFunction: String, CaseIterable, Sendable {
    case absolute = "abs"
    case minimum = "min"
    case maximum = "max"
    case logarithm = "log"
    case exponential = "exp"
    case squareRoot = "sqrt"
    case sigmoid
    case standardScore = "z"
    case rank
    case quantile
    case choose = "if"
    case random

    /// How it is called.
    package var signature: String {
        switch self {
        case .minimum, .maximum: "\(rawValue)(x, y, ...)"
        case .standardScore: "z(x) or z(x, prompt) or z(x, quantile)"
        case .quantile: "quantile(x, q)"
        case .choose: "if(condition, x, y)"
        case .random: "random()"
        case .absolute, .logarithm, .exponential, .squareRoot, .sigmoid, .rank: "\(rawValue)(x)"
        }
    }
}
