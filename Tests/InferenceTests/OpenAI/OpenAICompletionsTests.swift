import Foundation
import Inference
import Scheduling
import TestSupport
import Testing

/// A policy behind `/v1/completions` alone, over real sockets: what it sends, what it measures, whom it refuses.
@Suite struct OpenAICompletionsTests {
    private let model = HashModel(name: "policy")
    private static let template = Result { () throws(BackendError) in
        try TextTemplate("Q: {prompt}\nA: {response}\nQ:", name: "qa.txt")
    }
    private static let text = "Q: What is 3 plus 5?\nA: "
    private let prompt = text.utf8.map { Int32($0) + 2 }

    private func policy(_ address: String, deterministic: Bool = false, addsSpecialTokens: Bool = true) throws -> OpenAICompletionsPolicy {
        try OpenAICompletionsPolicy(
            client: try client(at: address),
            model: "policy",
            template: .file(try Self.template.get()),
            addsSpecialTokens: addsSpecialTokens,
            deterministic: deterministic
        )
    }

    private func request(_ count: Int) -> SampleRequest {
        SampleRequest(
            messages: question,
            promptTokens: prompt,
            count: count,
            seed: 50,
            sampling: .init(temperature: 0.7, maxTokens: 25, stop: ["\nQ:"])
        )
    }

    /// How servers that can be used differ.
    private static let usable: [@Sendable (inout CompletionsQuirks) -> Void] = [
        { _ in }, { $0.takesNoneForZero = true }, { $0.tellsNoIDs = true }, { $0.tellsTexts = true },
        {
            $0.takesNoneForZero = true
            $0.tellsNoIDs = true
        },
    ]

    private func double(_ change: (inout CompletionsQuirks) -> Void) -> VLLMDouble {
        var options = VLLMDouble.Options()
        change(&options.completions)
        return VLLMDouble(options)
    }

    @Test(arguments: usable.indices)
    func idsSamplesAndScoresAreTheModelsOwn(server: Int) async throws {
        try await serving(double(Self.usable[server]).server) { address in
            let policy = try policy(address, deterministic: true)
            #expect(try await policy.probe().contextLength == 4096)
            #expect(try await policy.promptTokens(of: question) == prompt)
            for (index, sample) in try await policy.sample(request(3)).enumerated() {
                let drawn = model.sample(after: prompt, seed: 50 + Int64(index), temperature: 0.7, maxTokens: 25)
                #expect(sample.tokens == drawn.ids && sample.tokenLogprobs == drawn.logprobs)
                #expect(try await policy.score(prompt: prompt, response: drawn.ids) == drawn.logprobs)
            }
            let turns = question + [Message(role: "assistant", content: "8 {prompt}")]
            #expect(try await policy.conversationText(of: turns) == Self.text + "8 {prompt}\nQ:")
            #expect(try await policy.conversationTokens(of: turns) == (Self.text + "8 {prompt}\nQ:").utf8.map { Int32($0) + 2 })
        }
    }

    /// What is wrong with servers that cannot be used, and a word of the reason.
    private static let unusable: [(@Sendable (inout CompletionsQuirks) -> Void, String)] = [
        ({ $0.ignoresEcho = true }, "ignore echo"), ({ $0.shiftsEcho = true }, "not those of the tokens they stand at"),
        (
            {
                $0.tellsNoIDs = true
                $0.tellsTexts = true
            }, "return_token_ids"
        ),
        ({ $0.ignoresSeeds = true }, "equal seeds gave different answers"), ({ $0.answersAs = "other" }, "other answered"),
    ]

    @Test(arguments: unusable.indices)
    func aServerThatCannotBeBelievedIsRefusedBeforeTheFirstPrompt(server: Int) async throws {
        try await serving(double(Self.unusable[server].0).server) { address in
            let error = try await failure { try await policy(address, deterministic: true).probe() }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains(Self.unusable[server].1))
        }
    }

    @Test func theChecksAreMadeOnce() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            let policy = try policy(address)
            _ = try await policy.probe()
            let requests = double.journal.requests["/v1/completions"]
            _ = try await policy.probe()
            #expect(double.journal.requests["/v1/completions"] == requests && requests == 5)
        }
    }

    @Test(arguments: [true, false])
    func theTokenizersOwnMarkIsThereOnlyWhereItIsWanted(adds: Bool) async throws {
        try await serving(double { $0.addsBegin = true }.server) { address in
            let ids = try await policy(address, addsSpecialTokens: adds).promptTokens(of: question)
            #expect(ids == (adds ? [HashModel.endOfTurn] : []) + prompt)
        }
    }

    private struct Body: Decodable {
        var prompt: [Int]
        var n: Int
        var seed: Int
        var max_tokens: Int
        var temperature: Double
        var top_k: Int
        var stop: [String]
        var echo: Bool
        var logprobs: Int
        var stream: Bool
    }

    @Test func everySampleIsARequestWithASeedOfItsOwn() async throws {
        let double = VLLMDouble()
        try await serving(double.server) { address in
            _ = try await policy(address).sample(request(3))
            let bodies = try double.journal.recent.map { try JSONDecoder().decode(Body.self, from: Data($0.body)) }
            #expect(bodies.map(\.seed).sorted() == [50, 51, 52])
            #expect(
                bodies.allSatisfy { $0.n == 1 && $0.max_tokens == 25 && $0.temperature == 0.7 && $0.top_k == -1 && $0.stop == ["\nQ:"] }
            )
            #expect(bodies.allSatisfy { !$0.echo && $0.logprobs == 0 && !$0.stream })
        }
    }

    @Test(
        arguments: [
            (Fault.cutConnection, FailureClass.connectionLost), (.serverError, .serverError), (.badGateway, .serverError),
            (.truncateBody, .malformedReply),
            (.overloaded(retryAfter: nil), .overloaded), (.more, .malformedReply), (.fewer, .malformedReply), (.nan, .notFinite),
            (.abort, .aborted), (.wrongPromptTokens, .malformedReply),
        ]
    )
    func oneBadSampleOfSeveralCostsNoOther(fault: Fault, expected: FailureClass) async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(fault, on: "/v1/completions", .numbers(2...2)) }
        try await serving(double.server) { address in
            let policy = try policy(address)
            let partial = try await partial { try await policy.sample(request(3)) }
            #expect(partial.samples.count == 2 && partial.error.failure == expected)
            double.setFaults { $0.add(fault, on: "/v1/completions", .numbers(4...4)) }
            if fault != .nan { #expect(try await failure { try await policy.score(prompt: prompt, response: [3]) }.failure == expected) }
        }
    }

    @Test func aTemplateWhosePromptStandsLastIsRefused() async throws {
        try await serving(VLLMDouble().server) { address in
            let policy = try OpenAICompletionsPolicy(
                client: try client(at: address),
                model: "policy",
                template: .file(try TextTemplate("{response} answers {prompt}", name: "x.txt"))
            )
            let error = try await failure { try await policy.probe() }
            #expect(error.failure == .misconfigured && error.message.contains("{response} before {prompt}"))
        }
    }

    @Test func responsesThatDoNotFitTheContextAreNeverSent() async throws {
        var options = VLLMDouble.Options()
        options.maxModelLength = 60
        try await serving(VLLMDouble(options).server) { address in
            let policy = try policy(address)
            _ = try await policy.probe()
            var long = request(1)
            long.promptTokens = [Int32](repeating: 5, count: 59)
            #expect(try await failure { try await policy.sample(long) }.failure == .tooLong)
            #expect(
                try await failure { try await policy.score(prompt: [1], response: [Int32](repeating: 5, count: 59)) }.failure == .tooLong
            )
            #expect(try await failure { try await policy.score(prompt: [], response: [5]) }.failure == .rejected)
        }
    }
}
