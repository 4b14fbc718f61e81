import Foundation
import TestSupport
import Testing

/// The doubles' model is a language model: its log-probs are those of its samples.
@Suite struct HashModelTests {
    private let model = HashModel(name: "policy")
    private let prompt = HashModel.tokens(of: [("user", "What is 3 plus 5?")], generationPrompt: true)

    @Test func probabilitiesAddUpToOne() {
        var sum = 0.0
        for id in 0..<322 as Range<Int32> { sum += exp(model.logprobs(of: prompt + [id], from: prompt.count)[0]) }
        #expect(abs(sum - 1) < 1e-9)
    }

    @Test func samplesOccurAsOftenAsTheirLogprobsSay() {
        var counts: [Int32: Int] = [:]
        let seeds = 4000
        for seed in 0..<Int64(seeds) {
            counts[model.sample(after: prompt, seed: seed, temperature: 1, maxTokens: 1).ids[0], default: 0] += 1
        }
        for (id, count) in counts {
            let expected = exp(model.logprobs(of: prompt + [id], from: prompt.count)[0])
            // Five standard deviations of a binomial share, and the one per mille that is never sampled.
            let margin = 5 * (expected * (1 - expected) / Double(seeds)).squareRoot() + 0.001
            #expect(abs(Double(count) / Double(seeds) - expected) < margin)
        }
    }

    @Test func sampledLogprobsAreThoseOfScoringUnlessProcessed() {
        let drawn = model.sample(after: prompt, seed: 3, temperature: 0.5, maxTokens: 40)
        #expect(drawn.logprobs == model.logprobs(of: prompt + drawn.ids, from: prompt.count))
        let processed = model.sample(after: prompt, seed: 3, temperature: 0.5, maxTokens: 40, processed: true)
        #expect(processed.ids == drawn.ids)
        #expect(processed.logprobs != drawn.logprobs)
    }

    @Test func seedModelAndWeightsChangeTheText() {
        func ids(_ model: HashModel, _ seed: Int64) -> [Int32] {
            model.sample(after: prompt, seed: seed, temperature: 1, maxTokens: 20).ids
        }
        #expect(ids(model, 1) == ids(HashModel(name: "policy"), 1))
        #expect(ids(model, 1) != ids(model, 2))
        #expect(ids(model, 1) != ids(HashModel(name: "policy", version: 1), 1))
        #expect(ids(model, 1) != ids(HashModel(name: "base"), 1))
    }

    @Test func theTextTokenizedAgainIsNotWhatWasSampled() {
        let drawn = model.sample(after: prompt, seed: 5, temperature: 1, maxTokens: 20)
        let text = HashModel.text(of: drawn.ids, skippingMarks: true)
        let again = HashModel.tokens(of: [("assistant", text)], generationPrompt: false)
        #expect(HashModel.text(of: again, skippingMarks: true) == "assistant\n" + text)
        #expect(!again.contains(drawn.ids[0]))
    }

    @Test func aPromptIsThePrefixOfItsConversation() {
        let turns = [(role: "user", content: "What is 3 plus 5?"), (role: "assistant", content: "8")]
        #expect(HashModel.tokens(of: turns, generationPrompt: false).starts(with: prompt))
    }
}
