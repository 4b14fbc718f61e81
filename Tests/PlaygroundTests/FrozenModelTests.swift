import Inference
import Playground
import Testing

/// What recorded runs rely on. A change here makes every older playground run irreproducible: change the expected values only on purpose.
@Suite struct FrozenModelTests {
    @Test func theVocabularyIsTheRecordedOne() {
        #expect(fingerprint(Fixture.vocabulary.spellings.flatMap { Array($0.utf8).map(UInt64.init) + [256] }) == 17_224_166_626_321_559_349)
    }

    @Test func aSampledBatchIsTheRecordedOne() async throws {
        var words: [UInt64] = []
        let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 32)
        for (index, question) in Fixture.questions.enumerated() {
            for sample in try await Fixture.policy.sample(Fixture.request(question, count: 5, seed: Int64(index), sampling: sampling)) {
                words += try #require(sample.tokens).map { UInt64($0) }
                words += try #require(sample.tokenLogprobs).map(\.bitPattern)
            }
        }
        #expect(fingerprint(words) == 10_164_792_917_662_303_063)
    }

    @Test func rewardsAreTheRecordedOnes() async throws {
        let reward = try PlaygroundReward(noise: 0.3, noiseSeed: 5)
        let scores = try await reward.score(
            prompt: Fixture.ask("What is a dog?"),
            responses: ["A dog is an animal that lives with people.", "The sea is never the same", ""]
        )
        #expect(scores == [2.3473617791203365, -1.0623720142307016, -1.2654191115167364])
    }

    /// FNV-1a over 64-bit words.
    private func fingerprint(_ words: [UInt64]) -> UInt64 {
        words.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x0000_0100_0000_01b3 }
    }
}
