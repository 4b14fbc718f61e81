/// How many prompts are rewritten.
package enum EvolutionShare: Sendable, Hashable {
    /// Of the round's prompts, in (0, 1].
    case ratio(Double)
    /// At least 1.
    case count(Int)
}
