/// What a judge is asked.
package enum JudgeForm: Sendable, Hashable {
    /// How good one response is.
    case pointwise(JudgeScale)
    /// Which of two responses of a prompt is better, each pair in both orders; `ties` lets it say neither.
    case pairwise(JudgePairs, ties: Bool)

    /// The answers it may give.
    var labels: [String] {
        switch self {
        case .pointwise(let scale): scale.labels
        case .pairwise(_, let ties): ties ? ["A", "B", "C"] : ["A", "B"]
        }
    }
}
