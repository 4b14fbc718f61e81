/// The best candidate pair of a prompt.
package struct SelectedPair: Sendable, Hashable {
    /// The prompt's position in the table.
    package let prompt: Int
    /// The chosen response's index in the table.
    package let chosen: Int
    /// The rejected response's index in the table.
    package let rejected: Int
    /// Reward of the chosen minus reward of the rejected response, above 0; the reward model's unit.
    package let explicitMargin: Double
    /// Implicit reward of the chosen minus that of the rejected response; nil where it is not known, which only happens when the
    /// selection does not use it.
    package let implicitMargin: Double?
    package let score: Double
    /// Among the pairs of all prompts, counted from 0, best first.
    package internal(set) var rank: Int
    package internal(set) var kept: Bool

    /// Why the pair is not emitted; nil when it is.
    package var reason: PairReason? { kept ? nil : .notKept }
}
