import Foundation
import Inference
import Playground
import Testing

@Suite struct ProbabilitiesAreExactTests {
    /// The log-probs of every token after `response`.
    private func distribution(_ question: String, after response: [Int32]) async throws -> [Double] {
        let prompt = try await Fixture.policy.promptTokens(of: Fixture.ask(question))
        var logprobs: [Double] = []
        for token in 0..<Int32(Fixture.vocabulary.count) {
            logprobs.append(try #require(try await Fixture.policy.score(prompt: prompt, response: response + [token]).last))
        }
        return logprobs
    }

    @Test(arguments: ["", "A dog", "The moon is important because it", "water water water. <unk>, ?"])
    func probabilitiesSumToOne(answer: String) async throws {
        for question in Fixture.questions.prefix(3) {
            let logprobs = try await distribution(question, after: Fixture.vocabulary.tokens(of: answer))
            #expect(logprobs.allSatisfy { $0.isFinite && $0 <= 0 })
            #expect(abs(logprobs.reduce(0) { $0 + exp($1) } - 1) < 1e-12)
        }
    }

    @Test func logprobsAreTheSoftmaxOfTheSummedRows() async throws {
        let naive = NaiveModel(model: Fixture.policy.model)
        for question in Fixture.questions {
            let prompt = try await Fixture.policy.promptTokens(of: Fixture.ask(question))
            let response = Fixture.vocabulary.tokens(of: "a small animal lives in the forest, and it likes to sleep at night. it is old.")
            let scored = try await Fixture.policy.score(prompt: prompt, response: response)
            #expect(scored.count == response.count)
            for position in response.indices {
                let logits = naive.logits(prompt: prompt, response: Array(response[..<position]))
                let expected = logits[Int(response[position])] - log(logits.reduce(0) { $0 + exp($1) })
                #expect(abs(scored[position] - expected) < 1e-11)
            }
        }
    }

    @Test func anEmptyResponseHasNoLogprobs() async throws {
        #expect(try await Fixture.policy.score(prompt: [2, 0, 3], response: []).isEmpty)
    }

    @Test func everyTokenCanBeScoredAfterNothingAtAll() async throws {
        let logprobs = try await Fixture.policy.score(prompt: [], response: Array(0..<Int32(Fixture.vocabulary.count)))
        #expect(logprobs.allSatisfy { $0.isFinite })
    }

    @Test func aResponseFitsItsOwnPromptBest() async throws {
        let fitting = [
            ("What is a horse?", "A horse is a big, strong animal."), ("How do I cook rice?", "Wash the rice first, and cook it slowly."),
            ("Why is the sky blue?", "The sky is blue because the air gives the blue light."),
            ("Describe a city.", "A city is a big place with many people."),
        ]
        for (question, answer) in fitting {
            let response = Fixture.vocabulary.tokens(of: answer)
            var sums: [String: Double] = [:]
            for (other, _) in fitting {
                let prompt = try await Fixture.policy.promptTokens(of: Fixture.ask(other))
                sums[other] = try await Fixture.policy.score(prompt: prompt, response: response).reduce(0, +)
            }
            let own = try #require(sums[question])
            #expect(sums.allSatisfy { $0.key == question || $0.value < own - 1 })
        }
    }
}
