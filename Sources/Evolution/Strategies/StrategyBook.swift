/// The strategies a run knows: the built-in ones, and a user's own, which replace built-in ones of the same name.
package struct StrategyBook: Sendable, Hashable {
    /// Built-in ones first, in their order, then the others as they were given.
    package let strategies: [RewriteStrategy]

    /// Throws `repeatedStrategy` where two of `own` have one name.
    package init(own: [RewriteStrategy] = []) throws(EvolutionError) {
        var strategies = RewriteStrategy.builtIn
        var names: Set<String> = []
        for strategy in own {
            guard names.insert(strategy.name).inserted else { throw .repeatedStrategy(strategy.name) }
            if let index = strategies.firstIndex(where: { $0.name == strategy.name }) {
                strategies[index] = strategy
            } else {
                strategies.append(strategy)
            }
        }
        self.strategies = strategies
    }

    /// Throws `unknownStrategy`, with the name it may have been meant to be.
    package func strategy(named name: String) throws(EvolutionError) -> RewriteStrategy {
        if let strategy = strategies.first(where: { $0.name == name }) { return strategy }
        let known = strategies.map(\.name)
        throw .unknownStrategy(name, suggestion: NameDistance.nearest(to: name, among: known), known: known)
    }

    /// The strategies of `names`, as listed. Throws for an unknown name, a repeated one or an empty list.
    package func strategies(named names: [String]) throws(EvolutionError) -> [RewriteStrategy] {
        if names.isEmpty { throw .noStrategies }
        var listed: [RewriteStrategy] = []
        for name in names {
            if listed.contains(where: { $0.name == name }) { throw .repeatedStrategy(name) }
            listed.append(try strategy(named: name))
        }
        return listed
    }
}
