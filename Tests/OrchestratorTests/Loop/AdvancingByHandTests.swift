import Foundation
import Ledger
import Testing

@testable import Orchestrator

/// A person names the weights: of the last closed round, once.
@Suite struct AdvancingByHandTests {
    private let folder = RunFolder(
        path: FileManager.default.temporaryDirectory.appendingPathComponent("selfplay-advance-\(UUID().uuidString)").path
    )

    /// A ledger of a run with this trainer and one answered round.
    private func ledger(_ trainer: String = "manual", answered: Bool = true, closed: Bool = true) throws -> Ledger {
        let ledger = try Samples.ledger(Samples.configuration(["trainer=\(trainer)"]), prompts: 2)
        if answered { try Samples.answer(1, ledger, prompts: [1, 2]) { _, sample in Double(sample) } }
        if answered, closed { try ledger.close(round: 1, at: 2) }
        return ledger
    }

    private func refusal(_ ledger: Ledger) throws -> String {
        do {
            _ = try AdvanceService(ledger: ledger, folder: folder).advance(to: "/weights", at: 3)
            return "it was not refused"
        } catch let error as RunError {
            #expect(error.kind == .input)
            #expect(try ledger.trainings().filter { $0.modelPath == "/weights" }.isEmpty)
            return error.message
        }
    }

    @Test func theWeightsAreTheTrainingOfTheLastClosedRound() throws {
        let ledger = try ledger()
        #expect(try AdvanceService(ledger: ledger, folder: folder).advance(to: "/weights", at: 3) == 1)
        let training = try #require(try ledger.trainings().last)
        #expect(training.isDone && training.round == 1 && training.weightVersion == "round-001")
        #expect(training.command == "manual" && training.modelPath == "/weights")
        #expect(FleetWeights.ofRound(2, try ledger.trainings(), referenceFollows: false, place: folder.weights).policy.path == "/weights")
    }

    @Test func aNameStaysAName() throws {
        let ledger = try ledger()
        _ = try AdvanceService(ledger: ledger, folder: folder).advance(to: "org/model-v2", at: 3)
        let weights = FleetWeights.ofRound(2, try ledger.trainings(), referenceFollows: false, place: folder.weights)
        #expect(weights.policy == Weights(version: "round-001", path: "org/model-v2"))
    }

    @Test func itTakesOverFromATrainerThatFailed() throws {
        let ledger = try ledger("{command: [t]}")
        try ledger.record(
            TrainingRecord(
                round: 1,
                attempt: 1,
                command: "[]",
                startedAt: 1,
                finishedAt: 2,
                exitCode: 1,
                modelPath: nil,
                weightVersion: "round-001"
            )
        )
        _ = try AdvanceService(ledger: ledger, folder: folder).advance(to: "/weights", at: 3)
        #expect(try ledger.trainings().map(\.attempt) == [1, 2])
        #expect(try RoundStanding.read(1, ledger).isTrained)
    }

    @Test func aRunThatTrainsNothingIsRefused() throws {
        #expect(try refusal(ledger("none")).contains("trainer: none"))
    }

    @Test func aRunWithoutARoundIsRefused() throws {
        #expect(try refusal(ledger(answered: false)).contains("no round"))
    }

    @Test func aRoundThatGoesOnIsRefused() throws {
        #expect(try refusal(ledger(closed: false)).contains("round 1 is not finished"))
    }

    @Test func whatNobodyUsedYetMayBeNamedAnew() throws {
        let ledger = try ledger()
        let service = AdvanceService(ledger: ledger, folder: folder)
        _ = try service.advance(to: "/slip", at: 3)
        _ = try service.advance(to: "/weights", at: 4)
        #expect(try ledger.trainings().map(\.modelPath) == ["/weights"])
    }

    @Test func weightsThatWereMeasuredStay() throws {
        let ledger = try ledger()
        _ = try AdvanceService(ledger: ledger, folder: folder).advance(to: "/first", at: 3)
        try ledger.record([EvaluationRecord(round: 1, metric: "held_out_reward", value: 1, weightVersion: "round-001")], at: 3)
        #expect(try refusal(ledger).contains("round 1 is trained already (/first)"))
    }

    @Test func whatATrainerMadeStays() throws {
        let ledger = try ledger("{command: [t, '{output}']}")
        try ledger.record(
            TrainingRecord(
                round: 1,
                attempt: 1,
                command: "[]",
                startedAt: 1,
                finishedAt: 2,
                exitCode: 0,
                modelPath: "models/round-001/model",
                weightVersion: "round-001"
            )
        )
        #expect(try refusal(ledger).contains("round 1 is trained already (models/round-001/model)"))
    }

    @Test func aLaterRoundThatGoesOnIsRefused() throws {
        let ledger = try ledger()
        _ = try AdvanceService(ledger: ledger, folder: folder).advance(to: "/first", at: 3)
        try Samples.answer(2, ledger, prompts: [1]) { _, sample in Double(sample) }
        #expect(try refusal(ledger).contains("round 2 is not finished"))
    }
}
