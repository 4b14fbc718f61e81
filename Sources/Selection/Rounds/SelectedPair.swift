/// A pair that a prompt brings to the ranking: its best candidate, or one of its best.
package struct SelectedPair: Sendable, Hashable {
    /// The prompt's position in the table.
    package let prompt: Int
    /// Among the pairs of its prompt, counted from 0, best first.
    package let place: Int
    /// The chosen response's index in the table.
    package let chosen: Int
    /// The rejected response's index in the table.
    package let rejected: Int
    /// Reward of the chosen minus reward of the rejected response, in the reward model's unit. Above 0 unless the pair is a tie, is
    /// flipped, or comes from the pairing `correct_wrong`.
    package let explicitMargin: Double
    /// Implicit reward of the chosen minus that of the rejected response; nil where it is not known, which only happens when the
    /// selection does not use it.
    package let implicitMargin: Double?
    /// Of the candidate as it was before any flip.
    package let score: Double
    /// Whether the rewards are equal within the guards' tolerance, so that the sides say nothing.
    package let isTie: Bool
    /// Whether `flip` held, and chosen and rejected have changed places; the margins are those after it.
    package let isFlipped: Bool
    /// By the result's `columns`; nil where an expression has no finite value for the pair.
    package internal(set) var values: [Double?]
    /// Among the pairs of all prompts, counted from 0, best first.
    package internal(set) var rank: Int
    /// The quota it belongs to, by its place in the spec; nil: none.
    package internal(set) var quota: Int?
    /// Why the pair is not emitted; nil when it is.
    package internal(set) var reason: PairReason?

    package var kept: Bool { reason == nil }
}
