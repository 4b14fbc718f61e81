import Inference
import Playground
import Testing

@Suite struct TrainingIsDeterministicTests {
    @Test(arguments: PlaygroundLoss.allCases)
    func equalInputGivesEqualBits(_ loss: PlaygroundLoss) throws {
        let settings = TrainingFixture.settings(loss) { $0.batch = 2 }
        let first = try train(settings)
        #expect(try train(settings).model.weights == first.model.weights)
        #expect(try train(settings).statistics == first.statistics)
    }

    @Test func theSeedDecidesTheOrderOfThePairs() throws {
        let one = try train(TrainingFixture.settings(.dpo) { $0.batch = 2 })
        let other = try train(
            TrainingFixture.settings(.dpo) {
                $0.batch = 2
                $0.seed = 1
            }
        )
        #expect(one.model.weights != other.model.weights)
    }

    /// What recorded runs rely on, and what debug and release builds and other machines must give: change it only on purpose.
    @Test func theTrainedWeightsAreTheRecordedOnes() throws {
        let trained = try train(TrainingFixture.settings(.dpo) { $0.batch = 2 })
        let hash = trained.model.weights.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ $1.bitPattern) &* 0x0000_0100_0000_01b3 }
        #expect(hash == 0)
    }

    @Test func samplingWithoutWaitingIsSampling() async throws {
        let request = Fixture.request("What is a dog?", count: 3, seed: 9)
        let sampler = try PlaygroundSampler(model: Fixture.policy.model, sampling: request.sampling)
        let direct = try sampler.samples(of: request.messages, count: 3, seed: 9)
        #expect(try await Fixture.policy.sample(request) == direct)
    }

    private func train(_ settings: PlaygroundTrainingSettings) throws -> (model: PlaygroundModel, statistics: PlaygroundTrainingStatistics)
    {
        try PlaygroundTrainer(settings).train(Fixture.policy.model, on: TrainingFixture.pairs, version: "after")
    }
}
