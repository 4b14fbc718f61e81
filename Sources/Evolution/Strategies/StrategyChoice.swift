/// Which of the listed strategies rewrite a parent.
package struct StrategyChoice: Sendable, Hashable {
    package let strategies: [RewriteStrategy]
    /// How many a parent gets; nil for all.
    package let perPrompt: Int?

    package init(strategies: [RewriteStrategy], perPrompt: Int? = nil) {
        self.strategies = strategies
        self.perPrompt = perPrompt
    }

    /// The strategies of one parent, as listed.
    ///
    /// Chance comes from `seed` and the names alone: every strategy has a hash of both and the smallest are chosen, so that every choice is equally
    /// likely, the order of the list does not matter, and a larger number adds strategies to the smaller one's.
    /// - Parameter seed: of this parent, from what else it may depend on (run seed, round, prompt hash).
    package func strategies(seed: UInt64) -> [RewriteStrategy] {
        guard let perPrompt, perPrompt < strategies.count else { return strategies }
        let keys = strategies.map { StrategyChoice.key(of: $0.name, seed: seed) }
        let chosen = strategies.indices.sorted { keys[$0] < keys[$1] }.prefix(max(0, perPrompt))
        return chosen.sorted().map { strategies[$0] }
    }

    private static func key(of name: String, seed: UInt64) -> UInt64 {
        var mixer = Mixer(seed: seed)
        for byte in name.utf8 {
            mixer.combine(UInt64(byte))
        }
        return mixer.value
    }
}
