import Ledger
import Testing

@testable import Orchestrator

/// Where a round stands is read from the facts alone.
@Suite struct WhereARoundStandsTests {
    private func ledger() throws -> Ledger {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 2)
        try Samples.answer(1, ledger, prompts: [1, 2]) { _, sample in Double(sample) }
        return ledger
    }

    @Test func aRoundNobodyPlannedIsNotThere() throws {
        let ledger = try ledger()
        #expect(try RoundStanding.read(2, ledger) == RoundStanding(round: 2))
        #expect(try RoundStanding.read(1, ledger).hasSuccessor == false)
    }

    @Test func aPlannedRoundTellsItsPhases() throws {
        let ledger = try ledger()
        #expect(try RoundStanding.read(1, ledger).planned == [.base])
        try ledger.plan(.parents, round: 1, prompts: [])
        let standing = try RoundStanding.read(1, ledger)
        #expect(standing.isPlanned && !standing.isClosed && standing.planned == [.base, .parents])
    }

    @Test func onlyItsOwnSelectionsCount() throws {
        let ledger = try ledger()
        let configuration = try Samples.configuration()
        _ = try SelectionService(ledger: ledger).select(configuration.selectionRequest(round: 1, name: "mine"))
        #expect(try RoundStanding.read(1, ledger).selected.isEmpty)
        _ = try SelectionService(ledger: ledger).select(configuration.selectionRequest(round: 1))
        #expect(try RoundStanding.read(1, ledger).selected == [.base])
    }

    @Test func onlyATrainingThatGaveAModelCounts() throws {
        let ledger = try ledger()
        try ledger.close(round: 1, at: 2)
        var training = TrainingRecord(
            round: 1,
            attempt: 1,
            command: "manual",
            startedAt: 1,
            finishedAt: 2,
            exitCode: 1,
            modelPath: nil,
            weightVersion: "round-001"
        )
        try ledger.record(training)
        #expect(try RoundStanding.read(1, ledger).isTrained == false)
        training.attempt = 2
        training.modelPath = "/w"
        try ledger.record(training)
        let standing = try RoundStanding.read(1, ledger)
        #expect(standing.isClosed && standing.isTrained)
    }

    @Test func measuringAndEvaluatingAreTwoThings() throws {
        let ledger = try ledger()
        try ledger.record([EvaluationRecord(round: 1, metric: "baseline_reward", value: 1, weightVersion: "")], at: 1)
        var standing = try RoundStanding.read(1, ledger)
        #expect(standing.measured == [.baseline] && !standing.isEvaluated)
        try ledger.record([EvaluationRecord(round: 1, metric: "held_out_reward", value: 1, weightVersion: "")], at: 1)
        standing = try RoundStanding.read(1, ledger)
        #expect(standing.measured == [.baseline, .heldOut] && !standing.isEvaluated)
        try ledger.record([EvaluationRecord(round: 1, metric: "accuracy", value: 1, weightVersion: "")], at: 1)
        #expect(try RoundStanding.read(1, ledger).isEvaluated)
    }

    @Test func aLaterRoundIsASuccessorEvenWithoutABase() throws {
        let ledger = try ledger()
        try ledger.plan(round: 2, policy: "base", reference: nil, weightVersion: "", phase: .parents, prompts: [], at: 1)
        #expect(try RoundStanding.read(1, ledger).hasSuccessor)
        #expect(try RoundStanding.read(2, ledger).planned == [.parents])
    }
}
