import Inference
import Scheduling
import TestSupport
import Testing

/// The llama.cpp policy over real sockets, against the double's model.
@Suite struct LlamaEndToEndTests {
    private let model = HashModel(name: "policy")
    private let prompt = HashModel.tokens(of: [("user", "What is 3 plus 5?")], generationPrompt: true)
    private let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 40)

    private func request(_ count: Int, seed: Int64) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: prompt, count: count, seed: seed, sampling: sampling)
    }

    private func policy(at address: String, forced: Bool = true) throws -> LlamaCppPolicy {
        try LlamaCppPolicy(client: try client(at: address), model: "policy", forcedScoring: forced)
    }

    @Test func theProbeTellsModelSlotLengthAndBuild() async throws {
        try await serving(LlamaCppDouble().server) { address in
            let probe = try await policy(at: address).probe()
            #expect(probe == BackendProbe(models: ["policy"], contextLength: 512, server: "llama.cpp b1-0c1e570", slots: 4))
            #expect(try await policy(at: address).servedFile() == "/models/policy-0.gguf")
            let other = try LlamaCppPolicy(client: try client(at: address), model: "other")
            #expect(try await failure { try await other.probe() }.failure == .misconfigured)
        }
    }

    @Test(arguments: [false, true])
    func theBeginOfSequenceIsThereOnceWhereThereIsOne(addsBegin: Bool) async throws {
        var options = LlamaCppDouble.Options()
        options.addsBegin = addsBegin
        options.prefillsAssistant = false
        try await serving(LlamaCppDouble(options).server) { address in
            let policy = try policy(at: address)
            let begin: [Int32] = addsBegin ? [HashModel.endOfTurn] : []
            #expect(try await policy.promptTokens(of: question) == begin + prompt)
            let turns = question + [Message(role: "assistant", content: "8 é🎲")]
            let whole = HashModel.tokens(of: turns.map { ($0.role, $0.content) }, generationPrompt: false)
            #expect(try await policy.conversationTokens(of: turns) == begin + whole)
            #expect(
                try await policy.conversationText(of: turns) == "<|start|>user\nWhat is 3 plus 5?<|end|><|start|>assistant\n8 é🎲<|end|>"
            )
        }
    }

    @Test func aServerThatLeavesAnswersOpenIsToldSo() async throws {
        try await serving(LlamaCppDouble().server) { address in
            let turns = question + [Message(role: "assistant", content: "8")]
            let error = try await failure { try await policy(at: address).conversationTokens(of: turns) }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("--no-prefill-assistant"))
        }
    }

    @Test(arguments: [1, 4, 9])
    func samplesAreTheModelsOwnInSeedOrderWhateverTheSlots(count: Int) async throws {
        let double = LlamaCppDouble()
        try await serving(double.server) { address in
            let samples = try await policy(at: address).sample(request(count, seed: 1000))
            #expect(samples.count == count)
            for (index, sample) in samples.enumerated() {
                let drawn = model.sample(after: prompt, seed: 1000 + Int64(index), temperature: 0.8, maxTokens: 40)
                #expect(sample.tokens == drawn.ids)
                #expect(sample.tokenLogprobs == drawn.logprobs)
                #expect(sample.text == HashModel.text(of: drawn.ids, skippingMarks: true))
                #expect(sample.finishReason == (drawn.stopped ? .stop : .length))
            }
            #expect(double.journal.items == [.sample: count])
            #expect(double.journal.requests["/completion"] == (count + 3) / 4)
        }
    }

    @Test func forcedScoringGivesTheSampledLogprobsToTheLastBit() async throws {
        let double = LlamaCppDouble()
        try await serving(double.server) { address in
            let policy = try policy(at: address)
            for sample in try await policy.sample(request(4, seed: 5)) {
                #expect(try await policy.score(prompt: prompt, response: sample.tokens ?? []) == sample.tokenLogprobs)
            }
        }
    }

    @Test func logprobsThatTheServerLeavesOutAreMeasured() async throws {
        var options = LlamaCppDouble.Options()
        options.breaksCharacters = true
        let double = LlamaCppDouble(options)
        try await serving(double.server) { address in
            // Not opted in: this is not scoring of given text but part of sampling.
            let samples = try await policy(at: address, forced: false).sample(request(16, seed: 40))
            for (index, sample) in samples.enumerated() {
                let drawn = model.sample(after: prompt, seed: 40 + Int64(index), temperature: 0.8, maxTokens: 40)
                #expect(sample.tokens == drawn.ids)
                #expect(sample.tokenLogprobs == drawn.logprobs)
            }
            let broken = samples.flatMap { $0.tokens ?? [] }.filter {
                HashModel.text(of: [$0], skippingMarks: true).utf8.contains { $0 > 127 }
            }
            #expect(!broken.isEmpty)
            #expect(double.journal.count(.logprob) >= broken.count)
        }
    }

    @Test(arguments: [" the", "?", "\"quoted\"", " of"])
    func aStopStringsTokensKeepTheirLogprobs(stop: String) async throws {
        let double = LlamaCppDouble()
        try await serving(double.server) { address in
            var asked = request(24, seed: 7)
            asked.sampling.stop = [stop]
            let samples = try await policy(at: address).sample(asked)
            var stopped = 0
            for (index, sample) in samples.enumerated() {
                let drawn = model.sample(after: prompt, seed: 7 + Int64(index), temperature: 0.8, maxTokens: 40)
                let tokens = try #require(sample.tokens)
                #expect(tokens == Array(drawn.ids.prefix(tokens.count)))
                #expect(sample.tokenLogprobs == Array(drawn.logprobs.prefix(tokens.count)))
                #expect(!sample.text.contains(stop))
                if HashModel.text(of: tokens, skippingMarks: true).contains(stop) {
                    stopped += 1
                    #expect(sample.finishReason == .stop)
                }
            }
            #expect(stopped > 0)
        }
    }

    @Test func whatFillsASlotCanStillBeScored() async throws {
        var options = LlamaCppDouble.Options()
        options.contextLength = 60
        try await serving(LlamaCppDouble(options).server) { address in
            let policy = try policy(at: address)
            let seed = try #require(
                (0..<100 as Range<Int64>).first { !model.sample(after: prompt, seed: $0, temperature: 0.8, maxTokens: 40).stopped }
            )
            let sample = try await policy.sample(request(1, seed: seed))[0]
            let tokens = try #require(sample.tokens)
            #expect(sample.finishReason == .length)
            #expect(prompt.count + tokens.count == 59)
            #expect(try await policy.score(prompt: prompt, response: tokens) == sample.tokenLogprobs)
            #expect(try await failure { try await policy.score(prompt: prompt, response: tokens + [5, 5]) }.failure == .tooLong)
            let blind = try LlamaCppPolicy(client: try client(at: address), model: "policy", contextLength: 4096, forcedScoring: true)
            #expect(try await failure { try await blind.sample(request(1, seed: seed)) }.failure == .tooLong)
            let ids = [Int32](repeating: 5, count: 60)
            #expect(try await failure { try await blind.score(prompt: ids, response: [5]) }.failure == .tooLong)
        }
    }

    @Test func theCheckOfSampledLogprobsPasses() async throws {
        try await serving(LlamaCppDouble().server) { address in
            let check = try await SampledLogprobCheck.run(
                try policy(at: address),
                at: address,
                prompts: [question],
                sampling: sampling,
                seed: 3
            )
            #expect(check.differenceAtHalf == 0 && check.differenceAtOwn == 0)
        }
    }

    @Test(
        arguments: [
            (Fault.refuse, FailureClass.connectionLost), (.serverError, .serverError), (.badGateway, .serverError),
            (.errorWithStatus200, .serverError), (.overloaded(retryAfter: nil), .overloaded), (.truncateBody, .malformedReply),
            (.cutConnection, .connectionLost), (.fewer, .malformedReply), (.more, .malformedReply), (.nan, .notFinite),
            (.abort, .aborted), (.wrongPromptTokens, .malformedReply), (.nullContent, .malformedReply),
            (.reply(status: 503, body: #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#), .overloaded),
            (.reply(status: 400, body: #"{"error":{"code":400,"message":"no","type":"invalid_request_error"}}"#), .rejected),
        ]
    )
    func aFaultIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = LlamaCppDouble()
        // A kept connection that breaks is tried once more on a new one, by curl.
        double.setFaults { $0.add(fault, on: "/completion", .numbers(fault == .refuse ? 1...2 : 1...1)) }
        try await serving(double.server) { address in
            let policy = try policy(at: address)
            #expect(try await reason { try await policy.sample(request(3, seed: 1)) }.failure == expected)
            #expect(try await policy.sample(request(3, seed: 1)).count == 3)
        }
    }

    @Test(arguments: [Fault.abort, .fewer, .nullContent, .serverError])
    func theGoodPartsOfARequestAreKept(fault: Fault) async throws {
        let double = LlamaCppDouble()
        // The second portion of four.
        double.setFaults { $0.add(fault, on: "/completion", .numbers(2...2)) }
        try await serving(double.server) { address in
            let policy = try policy(at: address)
            let partial = try await partial { try await policy.sample(request(10, seed: 1)) }
            let whole = try await policy.sample(request(10, seed: 1))
            #expect(partial.samples.count == (fault == .serverError ? 4 : 7))
            for (place, sample) in partial.samples { #expect(sample == whole[place]) }
        }
    }

    @Test func aCallTellsItsRequestsAndTokens() async throws {
        try await serving(LlamaCppDouble().server) { address in
            let policy = try policy(at: address)
            _ = try await policy.probe()
            let trace = CallTrace()
            let samples = try await CallTrace.$current.withValue(trace) { try await policy.sample(request(3, seed: 1)) }
            let written = samples.reduce(0) { $0 + ($1.tokens?.count ?? 0) }
            #expect(trace.report == CallReport(requests: 1, promptTokens: prompt.count, completionTokens: written))
        }
    }

    @Test func theLoadComesFromTheGaugesOrElseTheSlots() async throws {
        var options = LlamaCppDouble.Options()
        options.hasMetrics = true
        try await serving(LlamaCppDouble(options).server) { address in
            let load = try await policy(at: address).load()
            #expect(load == ServerLoad(running: 3, waiting: 2, capacity: 4))
        }
        options.hasMetrics = false
        let double = LlamaCppDouble(options)
        try await serving(double.server) { address in
            let policy = try policy(at: address)
            #expect(try await policy.load() == ServerLoad(running: 1, waiting: 0, capacity: 4))
            #expect(try await policy.load() == ServerLoad(running: 1, waiting: 0, capacity: 4))
            #expect(double.journal.requests == ["/metrics": 1, "/slots": 2])
        }
        options.hasSlots = false
        try await serving(LlamaCppDouble(options).server) { address in
            let load = try await policy(at: address).load()
            #expect(load == nil)
        }
    }
}
