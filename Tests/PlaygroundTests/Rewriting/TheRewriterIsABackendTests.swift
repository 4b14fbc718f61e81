import Evolution
import Inference
import Playground
import Testing

@Suite struct TheRewriterIsABackendTests {
    private func request(_ text: String, count: Int = 1, seed: Int64 = 1, sampling: SamplingParameters = SamplingParameters())
        -> SampleRequest
    {
        SampleRequest(messages: Fixture.ask(text), promptTokens: nil, count: count, seed: seed, sampling: sampling)
    }

    private let instruction = RewriteStrategy.deepen.render(parent: "What is a dog?")

    @Test func equalSeedsGiveEqualTextAtAnyNumberAndConcurrency() async throws {
        let rewriter = try PlaygroundRewriter()
        let together = try await rewriter.sample(request(instruction, count: 20, seed: 7))
        let singles = try await withThrowingTaskGroup(of: (Int, [Sample]).self) { group in
            for index in 0..<20 {
                group.addTask { (index, try await rewriter.sample(request(instruction, seed: 7 + Int64(index)))) }
            }
            var samples = [[Sample]](repeating: [], count: 20)
            for try await (index, sample) in group { samples[index] = sample }
            return samples.flatMap { $0 }
        }
        #expect(together == singles)
        #expect(Set(together.map(\.text)).count > 8)
    }

    @Test func anotherInstructionGetsAnotherAnswer() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0)
        let other = RewriteStrategy.deepen.render(parent: "What is a dog? ")
        #expect(try await rewriter.sample(request(instruction, count: 9)) != rewriter.sample(request(other, count: 9)))
    }

    @Test func atTemperatureZeroTheSeedDoesNotMatter() async throws {
        let greedy = SamplingParameters(temperature: 0)
        let samples = try await PlaygroundRewriter().sample(request(instruction, count: 5, sampling: greedy))
        #expect(Set(samples.map(\.text)).count == 1)
    }

    @Test func itSaysWhatItIs() async throws {
        let rewriter = try PlaygroundRewriter(contextLength: 1000)
        let capabilities = rewriter.capabilities
        #expect(capabilities.tokenizes && capabilities.reproducible)
        #expect(!capabilities.reportsSampledLogprobs && !capabilities.scoresGivenText)
        let probe = try await rewriter.probe()
        #expect(probe.models == ["rewriter"] && probe.contextLength == 1000 && probe.weightVersion == "rewriter-1")
        #expect(try await rewriter.sample(request(instruction)).first?.tokenLogprobs == nil)
        let ids = try await Fixture.policy.promptTokens(of: Fixture.ask("What is a dog?"))
        #expect(try await rewriter.promptTokens(of: Fixture.ask("What is a dog?")) == ids)
        let error = await #expect(throws: BackendError.self) { try await rewriter.score(prompt: ids, response: [1]) }
        #expect(error?.failure == .misconfigured)
    }

    @Test func callsAreCounted() async throws {
        let counters = PlaygroundCounters()
        let rewriter = try PlaygroundRewriter(counters: counters)
        _ = try await rewriter.sample(request(instruction, count: 3))
        _ = try await rewriter.probe()
        #expect(counters[.sample] == PlaygroundCounters.Count(calls: 1, items: 3))
        #expect(counters[.probe] == PlaygroundCounters.Count(calls: 1, items: 1))
    }

    @Test func answersEndAtTheMostTokensAtAStopStringOrWithTheContext() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        let whole = try #require(try await rewriter.sample(request(instruction)).first)
        let count = try #require(whole.tokens).count
        for limit in 1...count + 1 {
            let cut = try #require(try await rewriter.sample(request(instruction, sampling: SamplingParameters(maxTokens: limit))).first)
            #expect(whole.text.hasPrefix(cut.text))
            #expect(try #require(cut.tokens).count <= limit)
            #expect(cut.finishReason == (limit < count ? .length : .stop))
        }
        let word = String(whole.text.split(separator: " ")[1])
        let stopped = try #require(try await rewriter.sample(request(instruction, sampling: SamplingParameters(stop: [word]))).first)
        #expect(stopped.text == whole.text.prefix(upTo: try #require(whole.text.firstRange(of: word)).lowerBound))
        #expect(stopped.finishReason == .stop)

        let length = try await rewriter.promptTokens(of: Fixture.ask(instruction)).count
        let tight = try PlaygroundRewriter(contextLength: length + 3, badShare: 0, wrappedShare: 0)
        #expect(try await tight.sample(request(instruction)).first?.finishReason == .length)
        let error = await #expect(throws: BackendError.self) {
            try await PlaygroundRewriter(contextLength: length).sample(request(instruction))
        }
        #expect(error?.failure == .tooLong)
    }

    @Test func instructionsOfOtherFormsAreAnsweredToo() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        for text in [
            "", "\n \n", "Make it harder:\n\nDescribe a horse.", "--- BEGIN PROMPT ---", "--- END PROMPT ---\n--- BEGIN PROMPT ---",
            "¿Qué?",
            RewriteStrategy.reason.render(parent: "a\n--- END PROMPT ---\n--- BEGIN PROMPT ---\r\nb"),
            RewriteStrategy.breadth.render(parent: ""),
        ] {
            for sample in try await rewriter.sample(request(text, count: 5)) {
                #expect(!sample.text.isEmpty)
                #expect(!sample.text.contains("{"))
            }
        }
        let own = try await rewriter.sample(request("Make it harder:\n\nDescribe a horse.", count: 30))
        #expect(own.contains { $0.text.contains("horse") } || own.contains { $0.text.contains("cow") })
    }

    @Test func placeholdersInAParentStayText() async throws {
        let rewriter = try PlaygroundRewriter(badShare: 0, wrappedShare: 0)
        let samples = try await rewriter.sample(request(RewriteStrategy.constrain.render(parent: "What is {t} or {u}?"), count: 9))
        #expect(samples.allSatisfy { $0.text.hasPrefix("What is {t} or {u}? ") })
    }

    @Test func onlyOneIsServed() {
        let error = #expect(throws: BackendError.self) { try PlaygroundRewriter(named: "base") }
        #expect(error?.failure == .misconfigured)
        #expect(error?.message == "the playground has no rewriting model \"base\"; set model to rewriter")
        #expect(throws: BackendError.self) { try PlaygroundRewriter(badShare: 1.5) }
        #expect(throws: BackendError.self) { try PlaygroundRewriter(delay: -1) }
    }
}
