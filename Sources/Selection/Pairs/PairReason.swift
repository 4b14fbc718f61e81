/// Why a prompt brings no pair to the training set, or a pair of responses is no candidate; the raw values are recorded.
///
/// In the order of the work: a prompt none of whose pairs becomes a candidate has the last reason any of them was left out for.
package enum PairReason: String, CaseIterable, Sendable, Comparable {
    /// The prompt has fewer than two usable, rewarded responses.
    case tooFewResponses = "too_few_responses"
    /// Both rewards are equal.
    case tiedReward = "tied_reward"
    /// Both texts are equal.
    case identicalText = "identical_text"
    /// The condition of `where` does not hold.
    case filtered
    /// The margin, the condition or the score is no finite number.
    case notFinite = "not_finite"
    /// The prompt has a best pair, but it ranks too low to be kept.
    case notKept = "not_kept"

    package static func < (left: PairReason, right: PairReason) -> Bool {
        left.order < right.order
    }

    var order: Int {
        switch self {
        case .tooFewResponses: 0
        case .tiedReward: 1
        case .identicalText: 2
        case .filtered: 3
        case .notFinite: 4
        case .notKept: 5
        }
    }
}
