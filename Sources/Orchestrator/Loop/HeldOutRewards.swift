package import Ledger

/// The mean reward of the held-out prompts before any training and after each round's.
package struct HeldOutRewards: Sendable, Hashable {
    /// Index 0 is the baseline, index t the weights round t made; nil where it was not measured.
    package var means: [Double?]

    package init(means: [Double?]) {
        self.means = means
    }

    /// Blocks.
    package static func read(_ ledger: Ledger) throws -> HeldOutRewards {
        let evaluations = try ledger.evaluations()
        let last = evaluations.filter { $0.metric == Phase.heldOut.metric }.map(\.round).max() ?? 0
        let baseline = evaluations.first { $0.metric == Phase.baseline.metric }?.value
        return HeldOutRewards(
            means: [baseline]
                + (0..<last).map { round in
                    evaluations.first { $0.metric == Phase.heldOut.metric && $0.round == round + 1 }?.value
                }
        )
    }

    /// What the training of `round` gained.
    package func gain(_ round: Int) -> Double? {
        guard round > 0, means.indices.contains(round), let after = means[round], let before = means[round - 1] else { return nil }
        return after - before
    }
}
