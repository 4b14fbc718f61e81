/// What the kept set has in common with another one, chosen from the same candidates.
package struct SelectionOverlap: Sendable, Hashable {
    /// The size of the kept set, above 0.
    package let kept: Int
    /// The size of the other set.
    package let others: Int
    /// Prompts in both.
    package let prompts: Int
    /// Prompts in both with the same chosen and the same rejected response.
    package let pairs: Int

    package var promptShare: Double { Double(prompts) / Double(kept) }

    package var pairShare: Double { Double(pairs) / Double(kept) }

    /// Jaccard's index of the prompts: those in both by those in either.
    package var promptJaccard: Double { Double(prompts) / Double(kept + others - prompts) }

    /// Jaccard's index of the pairs.
    package var pairJaccard: Double { Double(pairs) / Double(kept + others - pairs) }

    /// With as many of the others' first as are kept; nil when none is.
    /// - Parameters:
    ///   - best: the candidates, a prompt each.
    ///   - pairs: the same, with what is kept.
    init?(of best: BestCandidates, _ pairs: [SelectedPair], with others: BestCandidates) {
        kept = pairs.count { $0.kept }
        guard kept > 0 else { return nil }
        let isChosen = others.first(kept)
        self.others = isChosen.count { $0 }
        var common = (prompts: 0, pairs: 0)
        var other = 0
        for (index, pair) in pairs.enumerated() where pair.kept {
            // Both stand in plan order; the others may lack a prompt whose score is not finite by them.
            while other < others.prompts.count, others.prompts[other] < Int32(pair.prompt) { other += 1 }
            guard other < others.prompts.count, others.prompts[other] == Int32(pair.prompt), isChosen[other] else { continue }
            common.prompts += 1
            if others.indices[other] == best.indices[index] { common.pairs += 1 }
        }
        prompts = common.prompts
        self.pairs = common.pairs
    }
}
