import Evolution
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
    let mix: PromptMix?

    package init(
        ledger: Ledger,
        runSeed: Int,
        perRound: Int?,
        informativeness: Informativeness?,
        reward: String,
        mix: PromptMix? = nil
    ) {
        self.ledger = ledger
        self.runSeed = runSeed
        self.perRound = perRound
        self.informativeness = informativeness
        self.reward = reward
        self.mix = mix
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
        guard let mix, round > 1 else { return try draw(perRound, from: pool, round: round) }
        let origins = try ledger.origins(before: round)
        return try mixed(
            mix,
            perRound,
            evolved: pool.filter { origins.evolved.contains($0.id) },
            previous: pool.filter { origins.previous.contains($0.id) },
            fresh: pool.filter { !origins.evolved.contains($0.id) && !origins.previous.contains($0.id) },
            round: round
        )
    }

    /// The plan of a round that opens with rewrites: those, mixed with prompts of the pool.
    ///
    /// - Parameter born: the rewrites just made, in plan order.
    package func plan(round: Int, born: [(id: Int64, hash: UInt64)]) throws -> [(id: Int64, weight: Double?)] {
        let pool = try ledger.pool()
        let count = min(perRound ?? pool.count + born.count, pool.count + born.count)
        let origins = try ledger.origins(before: round)
        let answered = origins.previous.union(origins.evolved)
        return try mixed(
            mix ?? PromptMix(evolved: 1, previous: 0, fresh: 0),
            count,
            evolved: born,
            previous: pool.filter { answered.contains($0.id) },
            fresh: pool.filter { !answered.contains($0.id) },
            round: round
        )
    }

    private func mixed(
        _ mix: PromptMix,
        _ count: Int,
        evolved: [(id: Int64, hash: UInt64)],
        previous: [(id: Int64, hash: UInt64)],
        fresh: [(id: Int64, hash: UInt64)],
        round: Int
    ) throws -> [(id: Int64, weight: Double?)] {
        let counts = mix.counts(count, evolved: evolved.count, previous: previous.count, fresh: fresh.count)
        return try draw(counts.evolved, from: evolved, round: round) + draw(counts.previous, from: previous, round: round)
            + draw(counts.fresh, from: fresh, round: round)
    }

    private func draw(_ count: Int, from prompts: [(id: Int64, hash: UInt64)], round: Int) throws -> [(id: Int64, weight: Double?)] {
        let sampling = PromptSampling(runSeed: runSeed, round: round)
        let hashes = prompts.map(\.hash)
        guard let informativeness else { return try sampling.draw(count, from: hashes).map { (prompts[$0].id, nil) } }
        let weights = try weights(of: prompts.map(\.id), informativeness, round: round)
        return try sampling.draw(count, from: hashes, weights: weights).map { (prompts[$0].id, weights[$0]) }
    }

    private func weights(of prompts: [Int64], _ measure: Informativeness, round: Int) throws -> [Double] {
        let rewards = try ledger.latestRewards(before: round, reward: reward)
        let scores = try ledger.latestScores(before: round)
        let latest = prompts.map { measure.value(rewards: rewards[$0] ?? [], score: scores[$0]) }
        return try PromptSampling.weights(informativeness: latest)
    }
}
