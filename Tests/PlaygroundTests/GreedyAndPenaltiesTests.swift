import Inference
import Playground
import Testing

@Suite struct GreedyAndPenaltiesTests {
    @Test func temperatureZeroTakesTheLikeliestWhateverTheSeed() async throws {
        for question in Fixture.questions {
            let prompt = try await Fixture.policy.promptTokens(of: Fixture.ask(question))
            let sampling = SamplingParameters(temperature: 0, topP: 0.3, maxTokens: 20)
            let samples = try await Fixture.policy.sample(Fixture.request(question, count: 3, seed: 4, sampling: sampling))
            #expect(Set(samples.map(\.tokens)).count == 1)
            #expect(samples[0].tokens == greedy(prompt: prompt, longest: 20) { logits, _ in logits })
        }
    }

    @Test(arguments: [(1.3, 0.0, 0.0), (1.0, 4.0, 0.0), (1.0, 0.0, 2.5), (0.7, -1.0, 0.5)])
    func penaltiesMeanWhatTheyMeanElsewhere(repetition: Double, presence: Double, frequency: Double) async throws {
        let question = "What does a bird eat in winter?"
        let prompt = try await Fixture.policy.promptTokens(of: Fixture.ask(question))
        let sampling = SamplingParameters(
            temperature: 0,
            repetitionPenalty: repetition,
            presencePenalty: presence,
            frequencyPenalty: frequency,
            maxTokens: 30
        )
        let expected = greedy(prompt: prompt, longest: 30) { logits, response in
            var penalised = logits
            for token in Set(prompt + response) {
                let logit = penalised[Int(token)]
                penalised[Int(token)] = logit > 0 ? logit / repetition : logit * repetition
            }
            for token in Set(response) {
                penalised[Int(token)] -= presence + frequency * Double(response.filter { $0 == token }.count)
            }
            return penalised
        }
        let samples = try await Fixture.policy.sample(Fixture.request(question, count: 2, seed: 1, sampling: sampling))
        #expect(samples[0].tokens == expected)
        #expect(samples[1].tokens == expected)
    }

    private func greedy(prompt: [Int32], longest: Int, change: ([Double], [Int32]) -> [Double]) -> [Int32] {
        let naive = NaiveModel(model: Fixture.policy.model)
        var response: [Int32] = []
        while response.count < longest {
            let logits = change(naive.logits(prompt: prompt, response: response), response)
            var best = 0
            for token in logits.indices where logits[token] > logits[best] { best = token }
            response.append(Int32(best))
            if Int32(best) == PlaygroundVocabulary.endOfSequence { break }
        }
        return response
    }
}
