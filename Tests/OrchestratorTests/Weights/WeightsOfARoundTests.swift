import Ledger
import Testing

@testable import Orchestrator

/// Which weights answer in a round, and what they are measured against.
@Suite struct WeightsOfARoundTests {
    private func training(_ round: Int, _ path: String?, attempt: Int = 1) -> TrainingRecord {
        TrainingRecord(
            round: round,
            attempt: attempt,
            command: "[]",
            startedAt: 0,
            finishedAt: 1,
            exitCode: path == nil ? 1 : 0,
            modelPath: path,
            weightVersion: Weights.label(ofRound: round)
        )
    }

    private var trainings: [TrainingRecord] { [training(1, "models/round-001/model"), training(2, "/elsewhere")] }

    private func weights(_ round: Int, _ trainings: [TrainingRecord], rolling: Bool = false) -> FleetWeights {
        FleetWeights.ofRound(round, trainings, referenceFollows: rolling) { $0.hasPrefix("/") ? $0 : "/run/" + $0 }
    }

    private let first = Weights()
    private let second = Weights(version: "round-001", path: "/run/models/round-001/model")
    private let third = Weights(version: "round-002", path: "/elsewhere")

    @Test func thePolicyIsWhatTheLastTrainingBeforeTheRoundMade() {
        #expect([1, 2, 3, 4].map { weights($0, trainings).policy } == [first, second, third, third])
        #expect(weights(1, []).policy == first)
    }

    @Test func aFixedReferenceStays() {
        #expect([1, 2, 3].map { weights($0, trainings).reference } == [first, first, first])
    }

    @Test func aRollingReferenceFollowsOneRoundBehind() {
        #expect([1, 2, 3, 4].map { weights($0, trainings, rolling: true).reference } == [first, first, second, third])
    }

    @Test func aTrainingWithoutAModelMakesNoWeights() {
        #expect(weights(2, [training(1, nil)]).policy == first)
        #expect(weights(3, [training(1, "/one"), training(2, nil)]).policy == Weights(version: "round-001", path: "/one"))
        #expect(weights(2, [training(1, nil), training(1, "/one", attempt: 2)]).policy.path == "/one")
    }

    @Test func aRoundThatWasNotTrainedGoesOnWithTheWeightsOfBefore() {
        let late = [training(2, "/two")]
        #expect([1, 2, 3].map { weights($0, late).policy.version } == ["", "", "round-002"])
        #expect(
            weights(4, late, rolling: true)
                == FleetWeights(policy: Weights(version: "round-002", path: "/two"), reference: Weights(version: "round-002", path: "/two"))
        )
    }

    @Test(arguments: [(1, "round-001"), (42, "round-042"), (999, "round-999"), (1000, "round-1000")])
    func theirNameIsTheRounds(_ round: Int, _ name: String) {
        #expect(Weights.label(ofRound: round) == name)
    }

    // MARK: - Under which name servers are asked

    @Test func anAdapterHasANameOfItsOwnEveryRound() throws {
        let lora = try Samples.configuration([
            "policy.backend=vllm", "policy.endpoints=[http://a]", "policy.model=base", "trainer={kind: manual, weights: {swap: vllm_lora}}",
        ])
        #expect(lora.servedModel("base", first) == "base")
        #expect(lora.servedModel("base", second) == "tests-round-001")
        #expect(lora.servedModel("base", third) == "tests-round-002")
        let reload = try Samples.configuration([
            "policy.backend=vllm", "policy.endpoints=[http://a]", "policy.model=base",
            "trainer={kind: manual, weights: {swap: vllm_reload}}",
        ])
        #expect(reload.servedModel("base", second) == "base")
    }

    @Test func theTrainerFindsItsModels() throws {
        let configuration = try Samples.configuration(["policy.path=org/base", "trainer=manual"])
        #expect(configuration.trainerPath(policy: first) == "org/base")
        #expect(configuration.trainerPath(policy: second) == "/run/models/round-001/model")
        #expect(configuration.trainerPath(reference: first) == "org/base")
    }
}
