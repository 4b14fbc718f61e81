/// Why a prompt brings no pair to the training set, or a pair of responses is no candidate; the raw values are recorded.
///
/// In the order of the work: a prompt none of whose pairs becomes a candidate has the last reason any of them was left out for.
package enum PairReason: String, CaseIterable, Sendable, Comparable {
    /// The prompt has fewer than two usable, rewarded responses.
    case tooFewResponses = "too_few_responses"
    /// None of the prompt's responses is correct, or none is wrong (pairing `correct_wrong`).
    case correctWrongEmpty = "correct_wrong_empty"
    /// None of the prompt's responses is good, or none is bad (pairing `divpo` with a threshold).
    case emptyPool = "empty_pool"
    /// Both rewards are equal.
    case tiedReward = "tied_reward"
    /// Both texts are equal.
    case identicalText = "identical_text"
    /// The texts' vectors are nearly equal.
    case nearIdentical = "near_identical"
    /// One text is too many times longer than the other.
    case lengthRatio = "length_ratio"
    /// A response refuses and stands where none may that does.
    case refusal
    /// The condition of `where` does not hold.
    case filtered
    /// The margin, a condition or the score is no finite number.
    case notFinite = "not_finite"
    /// A candidate with a response that a better pair of the prompt has already.
    case repeatedResponse = "repeated_response"
    /// A candidate much like a better pair of the prompt.
    case similarPair = "similar_pair"
    /// A candidate of a prompt that brings better pairs, as many as it may.
    case pairsPerPrompt = "pairs_per_prompt"
    /// A ranked pair that would be kept, had its kind not its quota or the others theirs.
    case quota
    /// A ranked pair that ranks too low to be kept.
    case notKept = "not_kept"

    package static func < (left: PairReason, right: PairReason) -> Bool {
        left.order < right.order
    }

    var order: Int {
        switch self {
        case .tooFewResponses: 0
        case .correctWrongEmpty: 1
        case .emptyPool: 2
        case .tiedReward: 3
        case .identicalText: 4
        case .nearIdentical: 5
        case .lengthRatio: 6
        case .refusal: 7
        case .filtered: 8
        case .notFinite: 9
        case .repeatedResponse: 10
        case .similarPair: 11
        case .pairsPerPrompt: 12
        case .quota: 13
        case .notKept: 14
        }
    }
}
