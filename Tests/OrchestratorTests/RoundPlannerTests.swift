import Ledger
import Selection
import Testing

@testable import Orchestrator

/// Which prompts a round asks, and in which order.
@Suite struct RoundPlannerTests {
    @Test func allIsThePoolInItsOrder() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 5)
        let plan = try planner(ledger, nil).plan(round: 1)
        #expect(plan.map(\.id) == [1, 2, 3, 4, 5])
        #expect(plan.allSatisfy { $0.weight == nil })
    }

    @Test func uniformDrawsWithoutReplacementTheSameInEveryProcessAndAnewInEveryRound() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 30)
        let first = try planner(ledger, 10).plan(round: 1).map(\.id)
        #expect(Set(first).count == 10)
        #expect(try planner(ledger, 10).plan(round: 1).map(\.id) == first)
        #expect(try planner(ledger, 10).plan(round: 2).map(\.id) != first)
        #expect(try planner(ledger, 10, seed: 8).plan(round: 1).map(\.id) != first)
    }

    @Test func moreThanThePoolHoldsIsRefusedWithWhatToDo() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 3)
        #expect(try planner(ledger, 3).plan(round: 1).count == 3)
        do {
            _ = try planner(ledger, 4).plan(round: 1)
            Issue.record("it was not refused")
        } catch let error as RunError {
            #expect(error.kind == .input)
            for part in ["prompts.per_round", "4", "3 prompts", "all"] { #expect(error.message.contains(part)) }
        }
    }

    @Test func weightedPromptsWeighWhatTheyTaughtAndUnseenOnesTheMean() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 4)
        // Prompts 1, 2 and 3 teach 4, 2 and nothing; prompt 4 was never asked.
        try Samples.answer(1, ledger, prompts: [1, 2, 3]) { prompt, sample in sample == 0 ? 0 : [4, 2, 0][Int(prompt) - 1] }
        let plan = try planner(ledger, 4, .minimum).plan(round: 2)
        let weights = Dictionary(uniqueKeysWithValues: plan.map { ($0.id, $0.weight) })
        #expect(weights == [1: 4, 2: 2, 3: 0.1, 4: 2])
    }

    @Test func theLatestRoundThatAskedAPromptCounts() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 2)
        try Samples.answer(1, ledger, prompts: [1, 2]) { _, sample in Double(sample) }
        try Samples.answer(2, ledger, prompts: [1]) { _, sample in Double(3 * sample) }
        let plan = try planner(ledger, 2, .minimum).plan(round: 3)
        #expect(Dictionary(uniqueKeysWithValues: plan.map { ($0.id, $0.weight) }) == [1: 3, 2: 1])
        let before = try planner(ledger, 2, .minimum).plan(round: 2)
        #expect(Set(before.map(\.weight)) == [1], "what comes later does not change an earlier round")
    }

    @Test func theFirstRoundWeighsAllTheSame() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 10)
        let plan = try planner(ledger, 5, .variance).plan(round: 1)
        #expect(plan.map(\.weight) == [1, 1, 1, 1, 1])
        #expect(try plan.map(\.id) == planner(ledger, 5).plan(round: 1).map(\.id))
    }

    private func planner(_ ledger: Ledger, _ perRound: Int?, _ measure: Selection.Informativeness? = nil, seed: Int = 7) -> RoundPlanner {
        RoundPlanner(ledger: ledger, runSeed: seed, perRound: perRound, informativeness: measure, reward: "rm")
    }
}
