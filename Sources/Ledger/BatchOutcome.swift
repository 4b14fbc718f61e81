/// What became of one piece of work in a batch.
package enum BatchOutcome: Sendable, Hashable {
    /// Facts stand for all of it.
    case answered
    /// It failed, or a part of it did, in this class: counted as an attempt.
    case failed(String)
    /// It failed too often, or for good, while several things were asked together: each is asked alone from now on.
    case split
    /// The model refuses this field: the work is asked for again without it.
    case refusedField(String)
    /// Nobody tried it: the work is pending again as if it had never been sent.
    case unanswered

    /// As recorded in `batch_item.outcome`; these words never change.
    package var name: String {
        switch self {
        case .answered: "answered"
        case .failed(let failure): Self.failure + failure
        case .split: "split"
        case .refusedField(let field): Self.refusal + field
        case .unanswered: "unanswered"
        }
    }

    static let failure = "failed:"
    static let refusal = "refused_field:"
}
