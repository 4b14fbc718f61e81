import Foundation
import Inference
import Testing

@testable import Playground

/// One step of gradient descent on all pairs moves the weights by −rate times the gradient: compared with finite differences of the losses
/// as the papers have them, written down here once more on top of the policy's own log-probs.
@Suite struct GradientsAreExactTests {
    @Test(arguments: [(PlaygroundLoss.dpo, 0.0), (.simpo, 0.0), (.dpo, 0.7)])
    func aStepFollowsTheSlopeOfTheMeanLoss(_ loss: PlaygroundLoss, _ sftWeight: Double) async throws {
        let settings = TrainingFixture.settings(loss) {
            $0.epochs = 1
            $0.batch = 5
            $0.learningRate = 1e-3
            $0.sftWeight = sftWeight
        }
        let before = Fixture.policy.model
        // Another reference than the policy: otherwise the DPO margins would all begin at 0.
        let reference = try PlaygroundPolicy(named: "base-2")
        let after = try PlaygroundTrainer(settings).train(before, on: TrainingFixture.pairs, reference: reference.model, version: "after")
        let exact = Exact(settings: settings, reference: reference)
        #expect(abs(try await exact.loss(before) - after.statistics.firstLoss) < 1e-9)
        for place in Self.places {
            let step = 1e-4
            let slope = (try await exact.loss(before, place, step) - exact.loss(before, place, -step)) / (2 * step)
            let gradient = (before.weights[place] - after.model.weights[place]) / settings.learningRate
            #expect(abs(slope - gradient) < 1e-6 + 1e-4 * abs(slope), "weight \(place): \(slope) and \(gradient)")
            #expect(abs(slope) > 1e-5, "weight \(place) is no test")
        }
    }

    /// One weight of each kind of row that the first pair reaches, for the first token of its chosen response, and two of the bias.
    private static let places: [Int] = {
        let pair = TrainingFixture.pairs[0]
        let columns = Fixture.vocabulary.count
        let end = pair.prompt.count
        let context = PlaygroundFeatures.context(
            last: pair.prompt[end - 1],
            second: pair.prompt[end - 2],
            third: pair.prompt[end - 3],
            position: 0
        )
        let word = Fixture.vocabulary.id(of: "dog")
        let rows = [
            PlaygroundFeatures.bias, context.one, context.two, context.three, context.position,
            PlaygroundFeatures.prompt(word: word), PlaygroundFeatures.prompt(word: word, last: .structure),
        ]
        let token = Int(pair.chosen[0])
        return rows.map { $0 * columns + token } + [0]
    }()

    private struct Exact {
        let settings: PlaygroundTrainingSettings
        let reference: PlaygroundPolicy

        func loss(_ model: PlaygroundModel, _ place: Int = 0, _ step: Double = 0) async throws -> Double {
            var weights = model.weights
            weights[place] += step
            let policy = try PlaygroundPolicy(model: PlaygroundModel(version: "moved", weights: weights), name: "moved")
            var sum = 0.0
            for pair in TrainingFixture.pairs {
                let chosen = try await policy.score(prompt: pair.prompt, response: pair.chosen).reduce(0, +)
                let rejected = try await policy.score(prompt: pair.prompt, response: pair.rejected).reduce(0, +)
                let (chosenTokens, rejectedTokens) = (Double(pair.chosen.count), Double(pair.rejected.count))
                switch settings.loss {
                case .dpo:
                    let chosenBefore = try await reference.score(prompt: pair.prompt, response: pair.chosen).reduce(0, +)
                    let rejectedBefore = try await reference.score(prompt: pair.prompt, response: pair.rejected).reduce(0, +)
                    sum += log(1 + exp(-settings.beta * ((chosen - chosenBefore) - (rejected - rejectedBefore))))
                case .simpo:
                    sum += log(1 + exp(-settings.beta * (chosen / chosenTokens - rejected / rejectedTokens) + settings.gamma))
                }
                sum -= settings.sftWeight * chosen / chosenTokens
            }
            return sum / Double(TrainingFixture.pairs.count)
        }
    }

    @Test func farOutMarginsDoNotOverflow() {
        for x in [-1e6, -750.0, -40, 0, 40, 750, 1e6] {
            let (value, slope) = PreferenceObjective.negativeLogSigmoid(x)
            #expect(value.isFinite && value >= 0 && slope <= 0 && slope >= -1)
            if abs(x) < 30 { #expect(abs(value - log(1 + exp(-x))) < 1e-12) }
        }
        #expect(PreferenceObjective.negativeLogSigmoid(-1e6).value == 1e6)
    }
}
