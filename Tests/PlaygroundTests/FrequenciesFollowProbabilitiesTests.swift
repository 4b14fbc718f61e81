import Inference
import Playground
import Testing

@Suite struct FrequenciesFollowProbabilitiesTests {
    static let ways: [SamplingParameters] = [
        SamplingParameters(maxTokens: 1),
        SamplingParameters(temperature: 0.8, maxTokens: 1),
        SamplingParameters(temperature: 2.5, maxTokens: 1),
        SamplingParameters(topP: 0.9, maxTokens: 1),
        SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 1),
        SamplingParameters(temperature: 1.5, topK: 7, maxTokens: 1),
        SamplingParameters(temperature: 1.5, minP: 0.05, maxTokens: 1),
        SamplingParameters(temperature: 2, topP: 0.6, topK: 30, minP: 0.01, maxTokens: 1),
    ]

    /// Pearson's chi-square over the next token of a begun answer, tokens expected fewer than five times pooled. The seeds are fixed, so it
    /// cannot flicker; the bound is the mean plus four standard deviations.
    @Test(arguments: ways)
    func ofTheNextToken(sampling: SamplingParameters) async throws {
        let count = 3000
        for beginning in ["the", "a big"] {
            let prompt = try await prompt("Describe a farm.", answer: beginning)
            let logits = NaiveModel(model: Fixture.policy.model).logits(prompt: prompt, response: [])
            let expected = NaiveModel.shape(
                logits,
                temperature: sampling.temperature,
                topP: sampling.topP,
                topK: sampling.topK,
                minP: sampling.minP
            )
            var observed = [Int](repeating: 0, count: expected.count)
            var request = Fixture.request("Describe a farm.", count: count, seed: 9000, sampling: sampling)
            request.promptTokens = prompt
            for sample in try await Fixture.policy.sample(request) {
                observed[Int(try #require(sample.tokens?.first))] += 1
            }
            let outside = expected.indices.filter { expected[$0] == 0 && observed[$0] > 0 }
            #expect(outside.isEmpty)
            let statistic = chiSquare(observed, expected, count)
            #expect(statistic.value < Double(statistic.freedom) + 4 * (2 * Double(statistic.freedom)).squareRoot())
            #expect(statistic.freedom >= 3)
        }
    }

    /// The same one token further: what follows a sampled first token.
    @Test func ofTheSecondToken() async throws {
        let question = "What is a dog?"
        let prompt = try await Fixture.policy.promptTokens(of: Fixture.ask(question))
        let first = Fixture.vocabulary.id(of: "a")
        let sampling = SamplingParameters(temperature: 1.2, topP: 0.9, maxTokens: 2)
        let samples = try await Fixture.policy.sample(Fixture.request(question, count: 3000, seed: 123, sampling: sampling))
        let second = samples.compactMap(\.tokens).filter { $0.first == first && $0.count == 2 }.map { Int($0[1]) }
        let logits = NaiveModel(model: Fixture.policy.model).logits(prompt: prompt, response: [first])
        let expected = NaiveModel.shape(logits, temperature: 1.2, topP: 0.9)
        var observed = [Int](repeating: 0, count: expected.count)
        for token in second { observed[token] += 1 }
        #expect(second.count > 500)
        let statistic = chiSquare(observed, expected, second.count)
        #expect(statistic.value < Double(statistic.freedom) + 4 * (2 * Double(statistic.freedom)).squareRoot())
    }

    @Test func theTestItselfNoticesAnotherTemperature() async throws {
        let prompt = try await prompt("Describe a farm.", answer: "the")
        let expected = NaiveModel.shape(NaiveModel(model: Fixture.policy.model).logits(prompt: prompt, response: []), temperature: 0.8)
        var observed = [Int](repeating: 0, count: expected.count)
        let sampling = SamplingParameters(temperature: 1, maxTokens: 1)
        var request = Fixture.request("Describe a farm.", count: 3000, seed: 9000, sampling: sampling)
        request.promptTokens = prompt
        for sample in try await Fixture.policy.sample(request) {
            observed[Int(try #require(sample.tokens?.first))] += 1
        }
        let statistic = chiSquare(observed, expected, 3000)
        #expect(statistic.value > Double(statistic.freedom) + 8 * (2 * Double(statistic.freedom)).squareRoot())
    }

    /// A question with the first words of an answer: more can follow there than at the start, where nearly every answer begins alike.
    private func prompt(_ question: String, answer: String) async throws -> [Int32] {
        try await Fixture.policy.promptTokens(of: Fixture.ask(question)) + Fixture.vocabulary.tokens(of: answer)
    }

    private func chiSquare(_ observed: [Int], _ expected: [Double], _ count: Int) -> (value: Double, freedom: Int) {
        var value = 0.0
        var bins = 0
        var rareObserved = 0.0
        var rareExpected = 0.0
        for (times, share) in zip(observed, expected) {
            let wanted = share * Double(count)
            if wanted < 5 {
                rareObserved += Double(times)
                rareExpected += wanted
            } else {
                value += (Double(times) - wanted) * (Double(times) - wanted) / wanted
                bins += 1
            }
        }
        if rareExpected > 0 {
            value += (rareObserved - rareExpected) * (rareObserved - rareExpected) / rareExpected
            bins += 1
        }
        return (value, bins - 1)
    }
}
