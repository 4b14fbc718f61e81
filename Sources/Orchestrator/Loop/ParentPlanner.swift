package import Ledger
package import Selection

/// Chooses which prompts are rewritten. Reads the ledger, decides purely, writes nothing.
///
/// eva's creator (Ye et al. 2024, arXiv 2411.00062, section 3.2) weighs by `a_min`; the paper (Huang et al., ICML 2025) takes the top
/// share by M_AP.
package struct ParentPlanner: Sendable {
    package enum Amount: Sendable, Hashable {
        /// floor(ratio * N), N = prompts that have a value.
        case ratio(Double)
        case count(Int)
    }

    let ledger: Ledger
    let runSeed: Int
    let measure: Informativeness
    let amount: Amount
    /// Draw in proportion to informativeness rather than take the best.
    let isWeighted: Bool
    let reward: String

    package init(ledger: Ledger, runSeed: Int, measure: Informativeness, amount: Amount, isWeighted: Bool, reward: String) {
        self.ledger = ledger
        self.runSeed = runSeed
        self.measure = measure
        self.amount = amount
        self.isWeighted = isWeighted
        self.reward = reward
    }

    /// The parents among the base prompts of `round`, most informative (or first drawn) first, with their informativeness.
    ///
    /// Prompts without a value (too few rewards, no pair) teach nothing and are no parents.
    package func parents(of round: Int) throws -> [(id: Int64, weight: Double?)] {
        let rewards = try ledger.latestRewards(before: round + 1, reward: reward)
        let scores = try ledger.latestScores(before: round + 1)
        var candidates: [(id: Int64, hash: UInt64, value: Double)] = []
        for prompt in try ledger.planned(.base, round: round) {
            guard let value = measure.value(rewards: rewards[prompt.id] ?? [], score: scores[prompt.id]) else { continue }
            candidates.append((prompt.id, prompt.hash, value))
        }
        let count =
            switch amount {
            case .ratio(let ratio): Int((ratio * Double(candidates.count)).rounded(.down))
            case .count(let count): min(count, candidates.count)
            }
        let chosen = isWeighted ? try drawn(count, candidates, round) : best(count, candidates)
        return chosen.map { (candidates[$0].id, candidates[$0].value) }
    }

    /// All base prompts of `round`, in plan order.
    package func everyPrompt(of round: Int) throws -> [(id: Int64, weight: Double?)] {
        try ledger.planned(.base, round: round).map { ($0.id, nil) }
    }

    private func best(_ count: Int, _ candidates: [(id: Int64, hash: UInt64, value: Double)]) -> [Int] {
        // Candidates stand in plan order, which decides between equal values.
        let order = candidates.indices.sorted { left, right in
            candidates[left].value != candidates[right].value ? candidates[left].value > candidates[right].value : left < right
        }
        return Array(order.prefix(count))
    }

    private func drawn(_ count: Int, _ candidates: [(id: Int64, hash: UInt64, value: Double)], _ round: Int) throws -> [Int] {
        let sampling = PromptSampling(runSeed: runSeed, round: round, purpose: "parent")
        let weights = candidates.map { max(0, $0.value) }
        let hashes = candidates.map(\.hash)
        guard weights.contains(where: { $0 > 0 }) else { return try sampling.draw(count, from: hashes) }
        return try sampling.draw(count, from: hashes, weights: weights)
    }
}
