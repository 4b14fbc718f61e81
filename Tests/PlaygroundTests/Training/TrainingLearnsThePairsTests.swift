import Foundation
import Inference
import Testing

@testable import Playground

@Suite struct TrainingLearnsThePairsTests {
    @Test(arguments: PlaygroundLoss.allCases)
    func lossFallsAndEveryPairIsToldApart(_ loss: PlaygroundLoss) throws {
        let trainer = try PlaygroundTrainer(PlaygroundTrainingSettings(loss: loss))
        let statistics = try trainer.train(Fixture.policy.model, on: TrainingFixture.pairs, version: "after").statistics
        #expect(statistics.lastLoss < statistics.firstLoss)
        #expect(statistics.accuracy == 1)
        #expect(statistics.meanMargin > 0)
        #expect(statistics.pairs == 5 && statistics.steps == 4)
        #expect(statistics.lastChosenLogprob > statistics.firstChosenLogprob)
    }

    @Test func directPreferenceOptimisationBeginsAtTheLogOfTwo() throws {
        let trainer = try PlaygroundTrainer(PlaygroundTrainingSettings(loss: .dpo))
        let statistics = try trainer.train(Fixture.policy.model, on: TrainingFixture.pairs, version: "after").statistics
        #expect(abs(statistics.firstLoss - log(2)) < 1e-15)
    }

    @Test func itsLogprobsAreThoseOfScoring() async throws {
        let model = Fixture.policy.model
        let table = TrainableWeights(model)
        let passes = TrainingPasses(
            table,
            objective: PreferenceObjective(settings: PlaygroundTrainingSettings()),
            columns: model.vocabulary.count
        )
        for pair in TrainingFixture.pairs {
            let logprobs = passes.logprobs(TrainingExample(pair, vocabulary: model.vocabulary))
            let chosen = try await Fixture.policy.score(prompt: pair.prompt, response: pair.chosen)
            let rejected = try await Fixture.policy.score(prompt: pair.prompt, response: pair.rejected)
            #expect(logprobs.chosen == chosen.reduce(0, +))
            #expect(logprobs.rejected == rejected.reduce(0, +))
        }
    }

    @Test func endOfSequenceBelongsToBothResponses() {
        for pair in TrainingFixture.pairs {
            #expect(pair.chosen.last == PlaygroundVocabulary.endOfSequence)
            #expect(pair.rejected.last == PlaygroundVocabulary.endOfSequence)
        }
    }

    @Test func aModelThatRunsAwayIsAnError() throws {
        let settings = TrainingFixture.settings(.dpo) {
            $0.learningRate = 1e300
            $0.beta = 1e10
        }
        #expect {
            try PlaygroundTrainer(settings).train(Fixture.policy.model, on: TrainingFixture.pairs, version: "after")
        } throws: { error in
            (error as? BackendError)?.failure == .notFinite && "\(error)".contains("lower the learning rate")
        }
    }

    @Test func settingsThatCannotBeAreRefused() {
        let wrong: [(inout PlaygroundTrainingSettings) -> Void] = [
            { $0.beta = 0 }, { $0.gamma = -1 }, { $0.learningRate = .nan }, { $0.epochs = 0 }, { $0.batch = 65 },
            { $0.sftWeight = .infinity },
        ]
        for change in wrong {
            let settings = TrainingFixture.settings(.simpo, change)
            #expect(throws: BackendError.self) { try PlaygroundTrainer(settings) }
        }
        #expect(throws: BackendError.self) {
            try PlaygroundTrainer(PlaygroundTrainingSettings()).train(Fixture.policy.model, on: [], version: "after")
        }
    }
}
