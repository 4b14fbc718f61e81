import Ledger
import Testing

@testable import Orchestrator

/// When a run ends before its rounds are done, and the numbers it goes by.
@Suite struct StoppingEarlyTests {
    private typealias Round = EarlyStop.Round

    private func reason(_ rule: EarlyStop, scores: [Double?] = [], gains: [Double?] = []) -> String? {
        let count = max(scores.count, gains.count)
        return rule.reason(
            (0..<count).map {
                Round(meanScore: scores.indices.contains($0) ? scores[$0] : 1, rewardGain: gains.indices.contains($0) ? gains[$0] : nil)
            }
        )
    }

    @Test func aScoreBelowTheBoundEndsIt() {
        let rule = EarlyStop(meanScoreBelow: 0.5, rewardGainBelow: nil, rounds: 1)
        #expect(reason(rule, scores: [0.6]) == nil)
        #expect(reason(rule, scores: [0.5]) == nil)
        #expect(reason(rule, scores: [0.6, 0.4])?.contains("early_stop.mean_score_below") == true)
        #expect(reason(rule, scores: [0.4, 0.6]) == nil, "only the last rounds count")
        #expect(reason(rule, scores: [nil]) != nil, "no pair was kept")
    }

    @Test func itTakesSoManyRoundsInARow() {
        let rule = EarlyStop(meanScoreBelow: 0.5, rewardGainBelow: nil, rounds: 3)
        #expect(reason(rule, scores: [0, 0]) == nil)
        #expect(reason(rule, scores: [0, 0.9, 0, 0]) == nil)
        #expect(reason(rule, scores: [0.9, 0, 0, 0])?.contains("3 round(s)") == true)
    }

    @Test func aGainThatWasNotMeasuredEndsNothing() {
        let rule = EarlyStop(meanScoreBelow: nil, rewardGainBelow: 0.1, rounds: 1)
        #expect(reason(rule, gains: [nil]) == nil)
        #expect(reason(rule, gains: [0.1]) == nil)
        #expect(reason(rule, gains: [0.05])?.contains("early_stop.reward_gain_below") == true)
        #expect(reason(rule, gains: [-1]) != nil)
    }

    @Test func eitherOfTwoRulesEndsIt() {
        let rule = EarlyStop(meanScoreBelow: 0.5, rewardGainBelow: 0.1, rounds: 1)
        #expect(reason(rule, scores: [0.9], gains: [0.5]) == nil)
        #expect(reason(rule, scores: [0.1], gains: [0.5]) != nil)
        #expect(reason(rule, scores: [0.9], gains: [0]) != nil)
    }

    @Test func noRuleEndsNothing() {
        #expect(reason(EarlyStop(meanScoreBelow: nil, rewardGainBelow: nil, rounds: 1), scores: [nil], gains: [-9]) == nil)
    }

    // MARK: - Held-out rewards

    private func rewards(_ recorded: [(Int, String, Double)]) throws -> HeldOutRewards {
        let ledger = try Ledger.inMemory()
        let records = recorded.map { EvaluationRecord(round: $0.0, metric: $0.1, value: $0.2, weightVersion: "") }
        try ledger.record(records, at: 1)
        return try HeldOutRewards.read(ledger)
    }

    @Test func theBaselineComesFirstThenEveryRound() throws {
        let rewards = try rewards([
            (1, "baseline_reward", 1), (1, "held_out_reward", 1.5), (2, "held_out_reward", 1.25), (2, "accuracy", 9),
        ])
        #expect(rewards.means == [1, 1.5, 1.25])
        #expect(rewards.gain(1) == 0.5 && rewards.gain(2) == -0.25)
        #expect(rewards.gain(0) == nil && rewards.gain(3) == nil)
    }

    @Test func whatWasNotMeasuredGainsNothing() throws {
        let late = try rewards([(3, "held_out_reward", 2), (4, "held_out_reward", 3)])
        #expect(late.means == [nil, nil, nil, 2, 3])
        #expect(late.gain(3) == nil && late.gain(4) == 1)
        #expect(try rewards([]).means == [nil])
        #expect(try rewards([(1, "baseline_reward", 1)]).gain(1) == nil)
    }
}
