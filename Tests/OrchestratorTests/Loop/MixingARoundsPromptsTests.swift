import Evolution
import Ledger
import Selection
import Testing

@testable import Orchestrator

/// What a round's prompts are made of where `evolution.mix` says so.
@Suite struct MixingARoundsPromptsTests {
    /// Twelve seed prompts, of which round 1 asked 1 ... 6 and rewrote 1 and 2 into 13 and 14.
    private func ledger() throws -> Ledger {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 12)
        try Samples.answer(1, ledger, prompts: [1, 2, 3, 4, 5, 6]) { prompt, sample in Double(prompt) * Double(sample) }
        try ledger.plan(.parents, round: 1, prompts: [(1, nil), (2, nil)])
        try Samples.rewrite(1, ledger, parents: [1, 2])
        let decisions = [1, 2].map { parent in
            RewriteDecision(parentID: parent, strategy: "breadth", attempt: 0, outcome: .prompt(Samples.prompt("new \(parent)")))
        }
        try ledger.settle(round: 1, decisions, phase: .evolved) { born in born.map { ($0.id, nil) } }
        return ledger
    }

    private func planner(_ ledger: Ledger, _ count: Int?, _ mix: BufferMix?, _ measure: Informativeness? = nil) -> RoundPlanner {
        RoundPlanner(ledger: ledger, runSeed: 7, perRound: count, informativeness: measure, reward: "rm", mix: mix)
    }

    private func origins(_ ids: [Int64]) -> [String] {
        ids.map { $0 > 12 ? "evolved" : $0 > 6 ? "fresh" : "previous" }
    }

    @Test func everySourceGivesItsShareRewritesFirst() throws {
        let mix = try BufferMix(evolved: 0.25, previous: 0.25, fresh: 0.5)
        let plan = try planner(ledger(), 8, mix).plan(round: 2).map(\.id)
        #expect(origins(plan) == ["evolved", "evolved", "previous", "previous", "fresh", "fresh", "fresh", "fresh"])
        #expect(Set(plan).count == 8)
        #expect(try planner(ledger(), 8, mix).plan(round: 2).map(\.id) == plan)
    }

    @Test func whatASourceLacksTheOthersGive() throws {
        let mix = try BufferMix(evolved: 1, previous: 0, fresh: 0)
        let plan = try planner(ledger(), 6, mix).plan(round: 2).map(\.id)
        #expect(origins(plan).filter { $0 == "evolved" }.count == 2)
        #expect(Set(plan).count == 6)
    }

    @Test func theFirstRoundAndARunWithoutMixDrawFromAll() throws {
        let ledger = try ledger()
        let mix = try BufferMix(evolved: 0, previous: 0, fresh: 1)
        let plain = try planner(ledger, 5, nil).plan(round: 1).map(\.id)
        #expect(try planner(ledger, 5, mix).plan(round: 1).map(\.id) == plain)
        #expect(try Set(planner(ledger, 14, nil).plan(round: 2).map(\.id)).count == 14)
    }

    @Test func weightsHoldWithinASource() throws {
        let mix = try BufferMix(evolved: 0, previous: 0.5, fresh: 0.5)
        let plan = try planner(ledger(), 12, mix, .minimum).plan(round: 2)
        for (id, weight) in plan where id <= 6 { #expect(weight == Double(id)) }
        #expect(plan.filter { $0.id > 6 && $0.id <= 12 }.allSatisfy { $0.weight != nil })
    }

    // MARK: - A round that opens with rewrites

    private let born: [(id: Int64, hash: UInt64)] = [(20, 1 << 60), (21, 2 << 60), (22, 3 << 60)]

    @Test func itsRewritesAreMixedWithThePool() throws {
        let mix = try BufferMix(evolved: 0.75, previous: 0, fresh: 0.25)
        let plan = try planner(ledger(), 4, mix).planner(round: 2)(born).map(\.id)
        #expect(Set(plan.prefix(3)) == [20, 21, 22])
        #expect(origins(Array(plan.suffix(1))) == ["fresh"])
    }

    @Test func formerRewritesCountAsPromptsOfEarlierRounds() throws {
        let mix = try BufferMix(evolved: 0, previous: 1, fresh: 0)
        let plan = try planner(ledger(), 8, mix).planner(round: 2)(born).map(\.id)
        #expect(Set(plan) == [1, 2, 3, 4, 5, 6, 13, 14])
    }

    @Test func withNoRewriteLeftThePoolFillsTheRound() throws {
        let mix = try BufferMix(evolved: 0.75, previous: 0, fresh: 0.25)
        let plan = try planner(ledger(), 4, mix).planner(round: 2)([]).map(\.id)
        #expect(plan.count == 4 && Set(plan).count == 4)
        #expect(origins(plan).allSatisfy { $0 == "fresh" })
    }

    @Test func moreThanAllThereIsIsAllThereIs() throws {
        let mix = try BufferMix(evolved: 0.75, previous: 0, fresh: 0.25)
        #expect(try planner(ledger(), 99, mix).planner(round: 2)(born).count == 17)
        #expect(try planner(ledger(), nil, mix).planner(round: 2)(born).count == 17)
    }

    @Test func theFirstOfItsPlanAreTheSameWhateverOrderRewritesCameIn() throws {
        let mix = try BufferMix(evolved: 0.5, previous: 0.5, fresh: 0)
        let ledger = try ledger()
        let plan = try planner(ledger, 4, mix).planner(round: 2)(born).map(\.id)
        #expect(try planner(ledger, 4, mix).planner(round: 2)(born.reversed()).map(\.id) == plan)
    }
}
