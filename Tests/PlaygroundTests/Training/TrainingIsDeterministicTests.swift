import Inference
import Playground
import Testing

@Suite struct TrainingIsDeterministicTests {
    @Test(arguments: PlaygroundLoss.allCases)
    func equalInputGivesEqualBits(_ loss: PlaygroundLoss) throws {
        let settings = TrainingFixture.settings(loss) { $0.batch = 2 }
        let first = try train(settings)
        let second = try train(settings)
        #expect(TrainingFixture.haveEqualBits(first.model, second.model))
        #expect(first.statistics == second.statistics)
    }

    @Test func theSeedDecidesTheOrderOfThePairs() throws {
        let one = try train(TrainingFixture.settings(.dpo) { $0.batch = 2 })
        let other = try train(
            TrainingFixture.settings(.dpo) {
                $0.batch = 2
                $0.seed = 1
            }
        )
        #expect(!TrainingFixture.haveEqualBits(one.model, other.model))
    }

    /// What recorded runs rely on, and what debug and release builds and other machines must give: change it only on purpose.
    @Test(arguments: [
        (PlaygroundLoss.dpo, 4_543_296_927_158_048_874 as UInt64, 13_835_949_821_195_361_349 as UInt64),
        (.simpo, 4_602_722_727_708_788_734, 13_836_214_752_386_282_234),
    ])
    func whatTrainingComesToIsTheRecorded(_ loss: PlaygroundLoss, _ lossBits: UInt64, _ logprobBits: UInt64) throws {
        let statistics = try train(TrainingFixture.settings(loss) { $0.batch = 2 }).statistics
        #expect(statistics.lastLoss.bitPattern == lossBits)
        #expect(statistics.lastChosenLogprob.bitPattern == logprobBits)
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
