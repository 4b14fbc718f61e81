import Inference
import Playground
import Testing

@Suite struct SampledEqualsScoredTests {
    static let ways: [SamplingParameters] = [
        SamplingParameters(maxTokens: 40),
        SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 32),
        SamplingParameters(temperature: 0, maxTokens: 32),
        SamplingParameters(temperature: 3, topK: 50, maxTokens: 32),
        SamplingParameters(
            temperature: 1.3,
            minP: 0.02,
            repetitionPenalty: 1.2,
            presencePenalty: 0.5,
            frequencyPenalty: 0.3,
            maxTokens: 32
        ),
        SamplingParameters(temperature: 1, maxTokens: 32, stop: [" the", "."]),
    ]

    @Test(arguments: ways)
    func toTheLastBit(sampling: SamplingParameters) async throws {
        for (index, question) in Fixture.questions.enumerated() {
            let prompt = try await Fixture.policy.promptTokens(of: Fixture.ask(question))
            var request = Fixture.request(question, count: 10, seed: Int64(1000 * index), sampling: sampling)
            request.promptTokens = prompt
            for sample in try await Fixture.policy.sample(request) {
                let tokens = try #require(sample.tokens)
                let reported = try #require(sample.tokenLogprobs)
                let scored = try await Fixture.policy.score(prompt: prompt, response: tokens)
                #expect(!tokens.isEmpty)
                #expect(reported.map(\.bitPattern) == scored.map(\.bitPattern))
            }
        }
    }

    @Test func theTextIsThatOfTheTokens() async throws {
        for question in Fixture.questions {
            for sample in try await Fixture.policy.sample(Fixture.request(question, count: 20)) {
                #expect(sample.text == Fixture.vocabulary.text(of: try #require(sample.tokens)))
            }
        }
    }

    @Test func answersAreNotCanned() async throws {
        let samples = try await Fixture.policy.sample(Fixture.request("What is a dog?", count: 200, seed: 77))
        #expect(Set(samples.map(\.text)).count > 150)
    }
}
