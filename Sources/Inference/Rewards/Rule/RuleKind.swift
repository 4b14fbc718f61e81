/// How a response is compared with the expected answer.
package enum RuleKind: Sendable, Hashable {
    /// The response's answer is the expected text, spelling aside (`AnswerText.normalized`).
    case exact
    /// The expected text occurs in the response as whole words, spelling aside.
    case contains
    /// A regular expression in Swift's syntax. Without a group a match is right and no answer is expected; with one, what the first group
    /// holds in the last match is compared as in `exact`.
    case regex(String)
    /// The response's number equals the expected one (`NumericAnswer`).
    case numeric(NumericTolerance = NumericTolerance())

    var name: String {
        switch self {
        case .exact: "exact"
        case .contains: "contains"
        case .regex: "regex"
        case .numeric: "numeric"
        }
    }
}
