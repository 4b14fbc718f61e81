/// Why a prompt brings no responses to a training set; the raw values are recorded.
package enum MemberReason: String, CaseIterable, Sendable {
    /// It has fewer usable, rewarded responses than the rule compares.
    case tooFewResponses = "too_few_responses"
    /// The rule compares rewards, and all are equal.
    case tiedReward = "tied_reward"
    /// No response is accepted or rejected.
    case noMember = "no_member"
    /// A weight or the prompt's score is no finite number.
    case notFinite = "not_finite"
    /// It ranks too low to be kept.
    case notKept = "not_kept"
}
