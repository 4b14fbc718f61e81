/// Which prompts are rewritten, and when the rewrites are answered.
package enum EvolutionMode: String, Sendable, Hashable, CaseIterable {
    case none
    /// The prompts of this round that taught most, answered in this round (arXiv 2503.01864).
    case evolveThenSelect = "evolve_then_select"
    /// All prompts of this round, answered in this round.
    case evolveAll = "evolve_all"
    /// The prompts of the last round that taught most, answered in this one (eva, arXiv 2411.00062).
    case sampleThenEvolve = "sample_then_evolve"
}
