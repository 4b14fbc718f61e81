/// Whether more rounds are worth their price. Pure: numbers of the rounds so far in, a reason to stop or nil out.
package struct EarlyStop: Sendable, Hashable {
    /// What a finished round brought.
    package struct Round: Sendable, Hashable {
        /// Of the kept pairs of the round's own selections; nil where none was kept.
        package var meanScore: Double?
        /// Mean held-out reward after the round's training minus before it; nil where it is not measured.
        package var rewardGain: Double?

        package init(meanScore: Double?, rewardGain: Double?) {
            self.meanScore = meanScore
            self.rewardGain = rewardGain
        }
    }

    package var meanScoreBelow: Double?
    package var rewardGainBelow: Double?
    /// So many rounds in a row must fall short.
    package var rounds: Int

    package init(meanScoreBelow: Double?, rewardGainBelow: Double?, rounds: Int) {
        self.meanScoreBelow = meanScoreBelow
        self.rewardGainBelow = rewardGainBelow
        self.rounds = rounds
    }

    /// - Parameter history: the finished rounds, oldest first.
    package func reason(_ history: [Round]) -> String? {
        guard history.count >= rounds else { return nil }
        let last = history.suffix(rounds)
        if let bound = meanScoreBelow, last.allSatisfy({ ($0.meanScore ?? -.infinity) < bound }) {
            return "the mean score of the kept pairs stayed below \(bound) for \(rounds) round(s) (early_stop.mean_score_below)"
        }
        if let bound = rewardGainBelow, last.allSatisfy({ $0.rewardGain.map { $0 < bound } ?? false }) {
            return "the held-out reward gained less than \(bound) for \(rounds) round(s) (early_stop.reward_gain_below)"
        }
        return nil
    }
}
