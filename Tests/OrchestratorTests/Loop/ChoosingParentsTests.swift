import Ledger
import Selection
import Testing

@testable import Orchestrator

/// Which prompts of a round are rewritten.
@Suite struct ChoosingParentsTests {
    /// Six prompts with two answers each; prompt p teaches `values[p - 1]`.
    private func ledger(_ values: [Double] = [1, 5, 3, 5, 0, 2]) throws -> Ledger {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: values.count)
        let ids = values.indices.map { Int64($0 + 1) }
        try Samples.answer(1, ledger, prompts: ids) { prompt, sample in sample == 0 ? 0 : values[Int(prompt) - 1] }
        return ledger
    }

    private func parents(
        _ ledger: Ledger,
        _ amount: ParentPlanner.Amount,
        _ measure: Informativeness = .minimum,
        weighted: Bool = false,
        seed: Int = 7,
        of round: Int = 1
    ) throws -> [(id: Int64, weight: Double?)] {
        try ParentPlanner(ledger: ledger, runSeed: seed, measure: measure, amount: amount, isWeighted: weighted, reward: "rm").parents(
            of: round
        )
    }

    @Test func theBestComeFirstAndEqualOnesInPlanOrder() throws {
        let chosen = try parents(ledger(), .count(6))
        #expect(chosen.map(\.id) == [2, 4, 3, 6, 1, 5])
        #expect(chosen.map(\.weight) == [5, 5, 3, 2, 1, 0])
    }

    @Test func equalOnesComeInPlanOrderNotInThatOfThePool() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 3)
        try Samples.answer(1, ledger, prompts: [3, 1, 2]) { _, sample in Double(sample) }
        #expect(try parents(ledger, .count(3)).map(\.id) == [3, 1, 2])
    }

    /// floor(ratio * N): 0.4 * 5 is two in double arithmetic, 0.7 * 10 is seven, 0.29 * 100 is 28 (28.999999999999996).
    @Test(arguments: [(0.5, 6, 3), (0.25, 6, 1), (0.1, 6, 0), (1, 6, 6), (0.4, 5, 2), (0.7, 10, 7), (0.29, 100, 28)])
    func theShareIsTheFloorInDoubleArithmetic(_ ratio: Double, _ prompts: Int, _ expected: Int) throws {
        let ledger = try ledger((0..<prompts).map { Double($0) })
        #expect(try parents(ledger, .ratio(ratio)).count == expected)
    }

    @Test func aCountIsAtMostWhatThereIs() throws {
        #expect(try parents(ledger(), .count(2)).map(\.id) == [2, 4])
        #expect(try parents(ledger(), .count(99)).count == 6)
    }

    @Test func aPromptWithoutAValueIsNoParentAndDoesNotCountForTheShare() throws {
        let ledger = try ledger()
        let configuration = try Samples.configuration()
        // Prompt 5's two answers have one reward: it has no pair, so no score.
        _ = try SelectionService(ledger: ledger).select(configuration.selectionRequest(round: 1))
        #expect(try parents(ledger, .count(6), .alignmentPotential).map(\.id) == [2, 4, 3, 6, 1])
        #expect(try parents(ledger, .ratio(0.4), .alignmentPotential).map(\.id) == [2, 4], "floor(0.4 * 5), not floor(0.4 * 6)")
        #expect(try parents(ledger, .count(6), .minimum).count == 6)
    }

    @Test func aScoreOfAnEarlierRoundSaysNothingOfThisOne() throws {
        let ledger = try ledger()
        _ = try SelectionService(ledger: ledger).select(Samples.configuration().selectionRequest(round: 1))
        try Samples.answer(2, ledger, prompts: [1, 2, 3]) { prompt, sample in prompt == 2 ? 1 : Double(sample) }
        _ = try SelectionService(ledger: ledger).select(Samples.configuration().selectionRequest(round: 2))
        #expect(try parents(ledger, .count(6), .alignmentPotential, of: 2).map(\.id) == [1, 3])
    }

    @Test func onlyPromptsOfTheRoundAreParents() throws {
        let ledger = try ledger()
        try Samples.answer(2, ledger, prompts: [6, 1]) { prompt, sample in Double(prompt) * Double(sample) }
        #expect(try parents(ledger, .count(6), of: 2).map(\.id) == [6, 1])
        #expect(try parents(ledger, .count(6), of: 1).first?.id == 2, "what comes later does not change an earlier round")
    }

    @Test func drawnOnesAreTheSameInEveryProcessAndNeverThoseThatTeachNothing() throws {
        let ledger = try ledger()
        let drawn = try parents(ledger, .count(3), weighted: true)
        #expect(drawn.count == 3 && Set(drawn.map(\.id)).count == 3)
        #expect(try parents(ledger, .count(3), weighted: true).map(\.id) == drawn.map(\.id))
        let values: [Int64: Double] = [1: 1, 2: 5, 3: 3, 4: 5, 5: 0, 6: 2]
        #expect(drawn.allSatisfy { values[$0.id] == $0.weight })
        var counts: [Int64: Int] = [:]
        for seed in 0..<200 {
            for parent in try parents(ledger, .count(2), weighted: true, seed: seed) { counts[parent.id, default: 0] += 1 }
        }
        #expect(counts[5] == nil, "a prompt that taught nothing")
        #expect(counts[2, default: 0] > 2 * counts[1, default: 0])
    }

    @Test func whereNothingTaughtAnythingAllAreDrawnAlike() throws {
        let drawn = try parents(ledger([0, 0, 0, 0]), .count(2), weighted: true)
        #expect(drawn.count == 2)
    }

    @Test func negativeScoresCanBeDrawnFrom() throws {
        let ledger = try ledger([1, 2, 3])
        let planner = { try parents(ledger, .count(3), .mean, weighted: true, seed: $0) } as (Int) throws -> [(id: Int64, weight: Double?)]
        #expect(try planner(1).count == 3)
    }

    @Test func allIsThePlanInItsOrder() throws {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 3)
        try Samples.answer(1, ledger, prompts: [3, 1]) { _, _ in 1 }
        let planner = ParentPlanner(ledger: ledger, runSeed: 1, measure: .minimum, amount: .count(1), isWeighted: false, reward: "rm")
        #expect(try planner.everyPrompt(of: 1).map(\.id) == [3, 1])
    }
}
