package import Evolution
package import Ledger
package import Selection

/// Chooses the prompts of a round from the pool. Reads the ledger, decides purely, writes nothing.
package struct RoundPlanner: Sendable {
    let ledger: Ledger
    let runSeed: Int
    /// Prompts per round; nil is the whole pool.
    let perRound: Int?
    /// Weigh prompts by their latest informativeness; nil samples uniformly.
    let informativeness: Informativeness?
    /// The reward that informativeness is measured with.
    let reward: String
    /// Shares of rewrites, of prompts answered before and of fresh ones; nil draws from the whole pool alike.
    let mix: BufferMix?
    /// By prompt source: how much of a round comes from it; of one source or none it says nothing.
    let sourceWeights: [Double]

    package init(
        ledger: Ledger,
        runSeed: Int,
        perRound: Int?,
        informativeness: Informativeness?,
        reward: String,
        mix: BufferMix? = nil,
        sourceWeights: [Double] = []
    ) {
        self.ledger = ledger
        self.runSeed = runSeed
        self.perRound = perRound
        self.informativeness = informativeness
        self.reward = reward
        self.mix = mix
        self.sourceWeights = sourceWeights
    }

    /// The plan of a round: prompt ids in plan order with the weights they were drawn with.
    package func plan(round: Int) throws -> [(id: Int64, weight: Double?)] {
        let pool = try ledger.pool()
        guard let perRound else { return pool.map { ($0.id, nil) } }
        if perRound > pool.count {
            throw RunError(
                .input,
                "prompts.per_round is \(perRound), but the pool holds only \(pool.count) prompts: lower it, set it to all, or add prompts"
            )
        }
        let drawing = try drawing(round: round)
        guard let mix, round > 1 else { return try drawing.draw(perRound, from: pool) }
        let origins = try ledger.origins(before: round)
        return try drawing.mixed(
            mix,
            perRound,
            evolved: pool.filter { origins.evolved.contains($0.id) },
            previous: pool.filter { origins.previous.contains($0.id) },
            fresh: pool.filter { !origins.evolved.contains($0.id) && !origins.previous.contains($0.id) }
        )
    }

    /// The plan of a round that opens with rewrites, as a function of those: they are mixed with prompts of the pool.
    package func planner(round: Int) throws -> ([(id: Int64, hash: UInt64)]) throws -> [(id: Int64, weight: Double?)] {
        let pool = try ledger.pool()
        let origins = try ledger.origins(before: round)
        let answered = origins.previous.union(origins.evolved)
        let drawing = try drawing(round: round)
        let mix = try mix ?? BufferMix(evolved: 1, previous: 0, fresh: 0)
        return { born in
            try drawing.mixed(
                mix,
                min(perRound ?? pool.count + born.count, pool.count + born.count),
                evolved: born,
                previous: pool.filter { answered.contains($0.id) },
                fresh: pool.filter { !answered.contains($0.id) }
            )
        }
    }

    private func drawing(round: Int) throws -> PromptDrawing {
        let sampling = PromptSampling(runSeed: runSeed, round: round)
        let shares = try shares()
        guard let informativeness else { return PromptDrawing(sampling: sampling, values: nil, shares: shares) }
        let rewards = try ledger.latestRewards(before: round, reward: reward)
        let scores = try ledger.latestScores(before: round)
        var values: [Int64: Double] = [:]
        for prompt in Set(rewards.keys).union(scores.keys) {
            values[prompt] = informativeness.value(rewards: rewards[prompt] ?? [], score: scores[prompt])
        }
        return PromptDrawing(sampling: sampling, values: values, shares: shares)
    }

    /// A source's weight is shared by its prompts, so that a large source does not crowd out a small one.
    private func shares() throws -> [Int64: Double]? {
        guard sourceWeights.count > 1 else { return nil }
        let sources = try ledger.sources().filter { sourceWeights.indices.contains($0.value) }
        var counts = [Int](repeating: 0, count: sourceWeights.count)
        for source in sources.values { counts[source] += 1 }
        return sources.mapValues { sourceWeights[$0] / Double(counts[$0]) }
    }
}
