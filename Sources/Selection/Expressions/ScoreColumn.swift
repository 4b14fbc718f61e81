/// The columns of candidate pairs that expressions read, by the names they have there.
package enum ScoreColumn: String, CaseIterable, Sendable {
    /// The explicit margin: reward of the chosen minus reward of the rejected response, always above 0; the reward model's unit.
    case explicitMargin = "dr"
    /// The implicit margin: implicit reward of the chosen minus that of the rejected response, of either sign.
    case implicitMargin = "dh"

    /// Whether responses need log-probabilities for it.
    package var needsLogprobs: Bool { self == .implicitMargin }
}
