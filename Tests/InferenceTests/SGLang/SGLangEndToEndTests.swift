import Foundation
import Inference
import Scheduling
import TestSupport
import Testing

/// The SGLang policy over real sockets, against the double's model.
@Suite struct SGLangEndToEndTests {
    private let model = HashModel(name: "policy")
    private let prompt = HashModel.tokens(of: [("user", "What is 3 plus 5?")], generationPrompt: true)

    private func request(_ count: Int, temperature: Double = 0.8) -> SampleRequest {
        SampleRequest(
            messages: question,
            promptTokens: prompt,
            count: count,
            seed: 1000,
            sampling: .init(temperature: temperature, maxTokens: 40)
        )
    }

    private func policy(_ address: String, _ name: String = "policy", deterministic: Bool = true) throws -> SGLangPolicy {
        try SGLangPolicy(client: try client(at: address), model: name, deterministic: deterministic)
    }

    @Test func theProbeTellsModelLengthVersionAndWeights() async throws {
        var options = SGLangDouble.Options()
        options.weightVersion = "r2"
        try await serving(SGLangDouble(options).server) { address in
            let probe = try await policy(address + "/v1").probe()
            #expect(probe == BackendProbe(models: ["policy"], contextLength: 4096, server: "SGLang 0.5.23", weightVersion: "r2"))
            #expect(try await failure { try await policy(address, "other").probe() }.failure == .misconfigured)
        }
        try await serving(SGLangDouble().server) { address in
            let probe = try await policy(address).probe()
            #expect(probe.weightVersion == nil)
        }
    }

    @Test func anAdapterIsLookedForAndAnswers() async throws {
        var options = SGLangDouble.Options()
        options.adapters = ["r3"]
        try await serving(SGLangDouble(options).server) { address in
            _ = try await policy(address, "policy:r3").probe()
            #expect(try await failure { try await policy(address, "policy:r4").probe() }.message.contains("r4"))
            let drawn = HashModel(name: "r3").sample(after: prompt, seed: 1000, temperature: 0.8, maxTokens: 40)
            #expect(try await policy(address, "policy:r3").sample(request(1))[0].tokens == drawn.ids)
            #expect(try await failure { try await policy(address, "policy:r4").sample(request(1)) }.failure == .misconfigured)
        }
    }

    @Test func aServerThatGeneratesNothingIsRefused() async throws {
        var options = SGLangDouble.Options()
        options.isEmbedding = true
        try await serving(SGLangDouble(options).server) { address in
            let error = try await failure { try await policy(address).probe() }
            #expect(error.failure == .misconfigured && error.message.contains("--is-embedding"))
        }
    }

    @Test func determinismHasToBeThereWhereItIsClaimed() async throws {
        var options = SGLangDouble.Options()
        options.isDeterministic = false
        try await serving(SGLangDouble(options).server) { address in
            let error = try await failure { try await policy(address).probe() }
            #expect(error.failure == .misconfigured && error.message.contains("--enable-deterministic-inference"))
            let modest = try policy(address, deterministic: false)
            #expect(!modest.capabilities.reproducible)
            #expect(try await modest.probe().models == ["policy"])
            #expect(try policy(address).capabilities.reproducible)
        }
        options.isRouted = true
        try await serving(SGLangDouble(options).server) { address in
            #expect(try await failure { try await policy(address).probe() }.failure == .misconfigured)
            let probe = try await policy(address, deterministic: false).probe()
            #expect(probe.server == "SGLang")
        }
    }

    @Test func conversationsAreTokenizedWithTheTemplateAndBack() async throws {
        try await serving(SGLangDouble().server) { address in
            let policy = try policy(address)
            #expect(try await policy.promptTokens(of: question) == prompt)
            let turns = question + [Message(role: "assistant", content: "8 é🎲")]
            let whole = HashModel.tokens(of: turns.map { ($0.role, $0.content) }, generationPrompt: false)
            #expect(try await policy.conversationTokens(of: turns) == whole)
            #expect(
                try await policy.conversationText(of: turns) == "<|start|>user\nWhat is 3 plus 5?<|end|><|start|>assistant\n8 é🎲<|end|>"
            )
        }
    }

    @Test(arguments: [1, 5])
    func samplesAreTheModelsOwnInSeedOrder(count: Int) async throws {
        let double = SGLangDouble()
        try await serving(double.server) { address in
            let samples = try await policy(address).sample(request(count))
            #expect(samples.count == count)
            for (index, sample) in samples.enumerated() {
                let drawn = model.sample(after: prompt, seed: 1000 + Int64(index), temperature: 0.8, maxTokens: 40, processed: true)
                #expect(sample.tokens == drawn.ids && sample.tokenLogprobs == drawn.logprobs)
                #expect(sample.text == HashModel.text(of: drawn.ids, skippingMarks: true))
                #expect(sample.finishReason == (drawn.stopped ? .stop : .length))
            }
            #expect(double.journal.requests["/generate"] == count)
        }
    }

    @Test func givenTextIsMeasuredAtTemperatureOne() async throws {
        try await serving(SGLangDouble().server) { address in
            let policy = try policy(address)
            for sample in try await policy.sample(request(3)) {
                let ids = try #require(sample.tokens)
                #expect(try await policy.score(prompt: prompt, response: ids) == model.logprobs(of: prompt + ids, from: prompt.count))
            }
            #expect(try await policy.score(prompt: prompt, response: []).isEmpty)
            #expect(try await failure { try await policy.score(prompt: [], response: [5]) }.failure == .rejected)
        }
    }

    @Test func aListCutOffByTheCacheIsNeverTakenForTheWhole() async throws {
        var options = SGLangDouble.Options()
        options.cutsCachedLogprobs = true
        try await serving(SGLangDouble(options).server) { address in
            let policy = try policy(address)
            #expect(try await policy.score(prompt: prompt, response: [300, 301]).count == 2)
            let error = try await failure { try await policy.score(prompt: prompt, response: [300, 301]) }
            #expect(error.failure == .malformedReply && error.message.contains("--disable-radix-cache"))
        }
    }

    @Test func logprobsThatAreOffByOneAreNoticed() async throws {
        var options = SGLangDouble.Options()
        options.shiftsLogprobs = true
        try await serving(SGLangDouble(options).server) { address in
            let error = try await failure { try await policy(address).score(prompt: prompt, response: [300, 301]) }
            #expect(error.failure == .malformedReply)
        }
    }

    @Test(arguments: [false, true])
    func sampledLogprobsAreTakenOnlyWhereTheyAreBeforeTemperature(original: Bool) async throws {
        var options = SGLangDouble.Options()
        options.returnsOriginalLogprobs = original
        try await serving(SGLangDouble(options).server) { address in
            let policy = try policy(address)
            func check() async throws -> SampledLogprobCheck {
                try await SampledLogprobCheck.run(policy, at: address, prompts: [question], sampling: .init(temperature: 1), seed: 3)
            }
            guard !original else { return #expect(try await check().differenceAtHalf == 0) }
            let error = try await failure { try await check() }
            #expect(error.failure == .misconfigured && error.message.contains("policy.logprobs: given"))
            #expect(error.message.contains("SGLANG_RETURN_ORIGINAL_LOGPROB=1"))
        }
    }

    @Test func theRoomOfAResponseIsLimitedByTheContext() async throws {
        var options = SGLangDouble.Options()
        options.contextLength = prompt.count + 4
        try await serving(SGLangDouble(options).server) { address in
            let policy = try policy(address)
            _ = try await policy.probe()
            let sample = try await policy.sample(request(1))[0]
            let ids = try #require(sample.tokens)
            #expect(ids.count <= 3)
            #expect(try await policy.score(prompt: prompt, response: ids).count == ids.count)
            #expect(try await failure { try await policy.score(prompt: prompt, response: [1, 2, 3, 4]) }.failure == .tooLong)
            var long = request(1)
            long.promptTokens = prompt + [1, 2, 3]
            #expect(try await failure { try await policy.sample(long) }.failure == .tooLong)
        }
    }

    @Test func theLoadIsSummedOverRanks() async throws {
        try await serving(SGLangDouble().server) { address in
            let load = try await policy(address).load()
            #expect(load == ServerLoad(running: 6, waiting: 2, cacheUsage: 0.5, capacity: 512))
        }
        var options = SGLangDouble.Options()
        options.isRouted = true
        try await serving(SGLangDouble(options).server) { address in
            let load = try await policy(address).load()
            #expect(load == nil)
        }
        options.hasMetrics = true
        try await serving(SGLangDouble(options).server) { address in
            let load = try await policy(address).load()
            #expect(load == ServerLoad(running: 2, waiting: 5, cacheUsage: 0.125))
        }
    }

    @Test func aCallTellsItsRequestsAndTokens() async throws {
        try await serving(SGLangDouble().server) { address in
            let policy = try policy(address)
            let trace = CallTrace()
            let samples = try await CallTrace.$current.withValue(trace) { try await policy.sample(request(3)) }
            let written = samples.reduce(0) { $0 + ($1.tokens?.count ?? 0) }
            #expect(trace.report == CallReport(requests: 3, promptTokens: 3 * prompt.count, completionTokens: written))
        }
    }
}
