/// How the prompts to rewrite are taken.
package enum EvolutionSampling: String, Sendable, Hashable, CaseIterable {
    /// Those that teach most.
    case greedy
    /// Drawn without replacement, in proportion to how much they teach.
    case weighted
}
