import Inference
import TestSupport
import Testing

/// The vLLM policy and reward over real sockets, against the double's model.
@Suite struct VLLMEndToEndTests {
    private let model = HashModel(name: "policy")
    private let prompt = HashModel.tokens(of: [("user", "What is 3 plus 5?")], generationPrompt: true)
    private let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 40)

    private func request(_ count: Int, seed: Int64) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: prompt, count: count, seed: seed, sampling: sampling)
    }

    @Test func theProbeTellsModelLengthAndVersion() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let probe = try await VLLMPolicy(client: try client(at: address), model: "policy").probe()
            #expect(probe == BackendProbe(models: ["policy"], contextLength: 4096, server: "vLLM 0.33.0"))
            let error = try await failure { try await VLLMPolicy(client: try client(at: address), model: "other").probe() }
            #expect(error.failure == .misconfigured)
        }
    }

    @Test func tokensAreThoseOfTheTemplate() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            #expect(try await policy.promptTokens(of: question) == prompt)
            let turns = question + [Message(role: "assistant", content: "8 é🎲")]
            let conversation = try await policy.conversationTokens(of: turns)
            #expect(conversation == HashModel.tokens(of: turns.map { ($0.role, $0.content) }, generationPrompt: false))
            #expect(
                try await policy.conversationText(of: turns) == "<|start|>user\nWhat is 3 plus 5?<|end|><|start|>assistant\n8 é🎲<|end|>"
            )
            #expect(double.journal.count(.tokenization) == 3)
        }
    }

    @Test func samplesAreTheModelsOwn() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let samples = try await VLLMPolicy(client: try client(at: address), model: "policy").sample(request(5, seed: 1000))
            for (index, sample) in samples.enumerated() {
                let drawn = model.sample(after: prompt, seed: 1000 + Int64(index), temperature: 0.8, maxTokens: 40)
                #expect(sample.tokens == drawn.ids)
                #expect(sample.tokenLogprobs == drawn.logprobs)
                #expect(sample.text == HashModel.text(of: drawn.ids, skippingMarks: true))
                #expect(sample.finishReason == (drawn.stopped ? .stop : .length))
            }
            #expect(Set(samples.map(\.finishReason)) == [.stop, .length])
            #expect(double.journal.items == [.sample: 5])
        }
    }

    @Test func oneRequestForFiveEqualsFiveForOne() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            let five = try await policy.sample(request(5, seed: 77))
            var single: [Sample] = []
            for index in 0..<5 as Range<Int64> { single += try await policy.sample(request(1, seed: 77 + index)) }
            #expect(five == single)
        }
    }

    @Test func scoringGivesTheSampledLogprobsToTheLastBit() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            for sample in try await policy.sample(request(5, seed: 5)) {
                #expect(try await policy.score(prompt: prompt, response: sample.tokens ?? []) == sample.tokenLogprobs)
            }
            #expect(double.journal.items == [.sample: 5, .logprob: 5])
        }
    }

    @Test func manyRequestsAtOnceAnswerAsOneByOne() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            let texts = try await withThrowingTaskGroup(of: (Int64, [String]).self) { group in
                for seed in 0..<64 as Range<Int64> {
                    group.addTask { (seed, try await policy.sample(request(2, seed: seed * 2)).map(\.text)) }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            for seed in 0..<64 as Range<Int64> {
                let expected = (0..<2 as Range<Int64>).map { index in
                    let ids = model.sample(after: prompt, seed: seed * 2 + index, temperature: 0.8, maxTokens: 40).ids
                    return HashModel.text(of: ids, skippingMarks: true)
                }
                #expect(texts[seed] == expected)
            }
            #expect(double.journal.requests["/v1/completions"] == 64)
            #expect(double.journal.inFlight == 0)
        }
    }

    @Test func whatFillsTheContextCanStillBeScored() async throws {
        var options = VLLMDouble.Options()
        options.maxModelLength = 60
        try await serving(VLLMDouble(options).server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            _ = try await policy.probe()
            let seed = try #require(
                (0..<100 as Range<Int64>).first { !model.sample(after: prompt, seed: $0, temperature: 0.8, maxTokens: 40).stopped }
            )
            let sample = try await policy.sample(request(1, seed: seed))[0]
            let tokens = try #require(sample.tokens)
            #expect(sample.finishReason == .length)
            #expect(prompt.count + tokens.count == 59)
            #expect(try await policy.score(prompt: prompt, response: tokens).count == tokens.count)
            // Without the length of the probe it is the server who says so.
            let unprobed = try VLLMPolicy(client: try client(at: address), model: "policy")
            let ids = [Int32](repeating: 5, count: 60)
            #expect(try await failure { try await unprobed.score(prompt: ids, response: [5]) }.failure == .tooLong)
        }
    }

    @Test func theKeyIsAskedForUnderV1Only() async throws {
        var options = VLLMDouble.Options()
        options.apiKey = "sk-1"
        try await serving(VLLMDouble(options).server) { address in
            let right = try VLLMPolicy(client: try client(at: address, key: try APIKey("sk-1", variable: "KEY")), model: "policy")
            #expect(try await right.sample(request(1, seed: 0)).count == 1)
            let wrong = try VLLMPolicy(client: try client(at: address, key: try APIKey("sk-2", variable: "KEY")), model: "policy")
            let error = try await failure { try await wrong.sample(request(1, seed: 0)) }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("KEY"))
            #expect(try await wrong.promptTokens(of: question) == prompt)
        }
    }
}
