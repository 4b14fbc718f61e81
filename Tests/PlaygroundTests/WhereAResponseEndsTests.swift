import Inference
import Playground
import Testing

@Suite struct WhereAResponseEndsTests {
    private func samples(_ sampling: SamplingParameters, policy: PlaygroundPolicy = Fixture.policy) async throws -> [Sample] {
        var samples: [Sample] = []
        for question in Fixture.questions {
            samples += try await policy.sample(Fixture.request(question, count: 20, seed: 300, sampling: sampling))
        }
        return samples
    }

    @Test func theEndTokenIsAmongTheTokensAndNotInTheText() async throws {
        let stopped = try await samples(SamplingParameters(maxTokens: 200)).filter { $0.finishReason == .stop }
        #expect(stopped.count > 100)
        for sample in stopped {
            let tokens = try #require(sample.tokens)
            #expect(tokens.firstIndex(of: PlaygroundVocabulary.endOfSequence) == tokens.count - 1)
            #expect(sample.tokenLogprobs?.count == tokens.count)
            #expect(!sample.text.contains("<"))
        }
    }

    @Test func withoutAnEndItIsCutAtMaxTokens() async throws {
        let cut = try await samples(SamplingParameters(maxTokens: 6)).filter { $0.finishReason == .length }
        #expect(cut.count > 60)
        #expect(cut.allSatisfy { $0.tokens?.count == 6 && $0.tokens?.last != PlaygroundVocabulary.endOfSequence })
    }

    @Test func withoutAnEndItIsCutWhereTheContextEnds() async throws {
        let small = try PlaygroundPolicy(model: Fixture.policy.model, name: "small", contextLength: 16)
        let prompt = try await small.promptTokens(of: Fixture.ask("What is a dog?"))
        let found = try await small.sample(Fixture.request("What is a dog?", count: 40, sampling: SamplingParameters(maxTokens: 100)))
        #expect(found.contains { $0.finishReason == .length })
        #expect(found.allSatisfy { ($0.tokens?.count ?? 0) <= 16 - prompt.count })
    }

    @Test func stopStringsEndTheTextButKeepTheirTokens() async throws {
        let free = try await samples(SamplingParameters(maxTokens: 60))
        let stopped = try await samples(SamplingParameters(maxTokens: 60, stop: [". ", "nimal that", " and"]))
        var matched = 0
        for (free, stopped) in zip(free, stopped) {
            let matches = [". ", "nimal that", " and"].compactMap { free.text.range(of: $0)?.lowerBound }
            guard let first = matches.min() else {
                #expect(stopped == free)
                continue
            }
            matched += 1
            #expect(stopped.text == String(free.text[..<first]))
            #expect(stopped.finishReason == .stop)
            let tokens = try #require(stopped.tokens)
            #expect(tokens == Array(try #require(free.tokens).prefix(tokens.count)))
            #expect(Fixture.vocabulary.text(of: tokens).count > stopped.text.count)
            #expect(tokens.count == stopped.tokenLogprobs?.count)
        }
        #expect(matched > 40)
    }

    @Test func aNumberOfSamplesIsWhatIsAskedFor() async throws {
        #expect(try await Fixture.policy.sample(Fixture.request("What is a dog?", count: 0)).isEmpty)
        #expect(try await Fixture.policy.sample(Fixture.request("What is a dog?", count: 7)).count == 7)
    }

    static let impossible: [(String, SamplingParameters)] = [
        ("temperature", SamplingParameters(temperature: -1)), ("temperature", SamplingParameters(temperature: .nan)),
        ("top_p", SamplingParameters(topP: 0)), ("top_p", SamplingParameters(topP: 1.1)), ("top_k", SamplingParameters(topK: -1)),
        ("min_p", SamplingParameters(minP: 2)), ("repetition_penalty", SamplingParameters(repetitionPenalty: 0)),
        ("presence_penalty", SamplingParameters(presencePenalty: .infinity)),
        ("frequency_penalty", SamplingParameters(frequencyPenalty: .nan)),
        ("max_tokens", SamplingParameters(maxTokens: 0)), ("stop", SamplingParameters(stop: [""])),
    ]

    @Test(arguments: impossible)
    func impossibleSamplingIsRejectedByName(field: String, sampling: SamplingParameters) async throws {
        let error = await #expect(throws: BackendError.self) {
            try await Fixture.policy.sample(Fixture.request("What is a dog?", sampling: sampling))
        }
        #expect(error?.failure == .rejected)
        #expect(error?.message.contains(field) == true)
    }
}
