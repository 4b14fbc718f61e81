package import Ledger
package import Selection

/// Chooses the prompts of a round from the pool. Reads the ledger, decides purely, writes one transaction.
package struct RoundPlanner: Sendable {
    let ledger: Ledger
    let runSeed: Int
    /// Prompts per round; nil is the whole pool.
    let perRound: Int?
    /// Weigh prompts by their latest informativeness; nil samples uniformly.
    let informativeness: Informativeness?
    /// The reward that informativeness is measured with.
    let reward: String

    package init(ledger: Ledger, runSeed: Int, perRound: Int?, informativeness: Informativeness?, reward: String) {
        self.ledger = ledger
        self.runSeed = runSeed
        self.perRound = perRound
        self.informativeness = informativeness
        self.reward = reward
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
        let sampling = PromptSampling(runSeed: runSeed, round: round)
        let hashes = pool.map(\.hash)
        guard let informativeness else {
            return try sampling.draw(perRound, from: hashes).map { (pool[$0].id, nil) }
        }
        let weights = try weights(of: pool.map(\.id), informativeness, round: round)
        return try sampling.draw(perRound, from: hashes, weights: weights).map { (pool[$0].id, weights[$0]) }
    }

    private func weights(of prompts: [Int64], _ measure: Informativeness, round: Int) throws -> [Double] {
        let rewards = try ledger.latestRewards(before: round, reward: reward)
        let scores = try ledger.latestScores(before: round, selection: Phase.base.rawValue)
        let latest = prompts.map { measure.value(rewards: rewards[$0] ?? [], score: scores[$0]) }
        return try PromptSampling.weights(informativeness: latest)
    }
}
