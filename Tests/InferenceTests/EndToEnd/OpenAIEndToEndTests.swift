import Inference
import Platform
import TestSupport
import Testing

@Suite struct OpenAIEndToEndTests {
    private func request(_ count: Int) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: nil, count: count, seed: 40, sampling: .init(temperature: 0.7, maxTokens: 25))
    }

    private static let expected: [String] = {
        let prompt = HashModel.tokens(of: [("user", "What is 3 plus 5?")], generationPrompt: true)
        return (40..<43 as Range<Int64>).map { seed in
            let ids = HashModel(name: "policy").sample(after: prompt, seed: seed, temperature: 0.7, maxTokens: 25).ids
            return HashModel.text(of: ids, skippingMarks: true)
        }
    }()

    @Test func textsAreTheModelsOwn() async throws {
        try await serving(OpenAIDouble().server) { address in
            let policy = try OpenAIPolicy(client: try client(at: address), model: "policy")
            #expect(try await policy.probe().models == ["policy"])
            #expect(try await policy.sample(request(3)).map(\.text) == Self.expected)
        }
    }

    @Test(arguments: [true, false])
    func aServerOfOneChoiceGivesTheSameTexts(refuses: Bool) async throws {
        var options = OpenAIDouble.Options()
        options.ignoresCount = true
        options.refusedFields = refuses ? ["n"] : []
        let double = OpenAIDouble(options)
        try await serving(double.server) { address in
            let policy = try OpenAIPolicy(client: try client(at: address), model: "policy")
            #expect(try await policy.sample(request(3)).map(\.text) == Self.expected)
            #expect(try await policy.sample(request(3)).map(\.text) == Self.expected)
            #expect(double.journal.count(.sample) == 6)
        }
    }

    @Test func aReasoningModelsRefusalsAreWorkedAround() async throws {
        var options = OpenAIDouble.Options()
        options.refusedFields = ["temperature", "top_p", "presence_penalty", "frequency_penalty", "logprobs", "max_completion_tokens"]
        let double = OpenAIDouble(options)
        let notices = Lock<[String]>([])
        try await serving(double.server) { address in
            let policy = try OpenAIPolicy(client: try client(at: address), model: "policy") { text in notices.withLock { $0.append(text) } }
            #expect(try await policy.sample(request(3)).count == 3)
            #expect(try await policy.sample(request(3)).count == 3)
            #expect(double.journal.requests["/v1/chat/completions"] == 8)
            #expect(notices.withLock { $0.count } == 6)
        }
    }

    @Test func aWrongKeyAndAWrongModelAreMisconfigured() async throws {
        var options = OpenAIDouble.Options()
        options.apiKey = "sk-1"
        try await serving(OpenAIDouble(options).server) { address in
            let wrongKey = try OpenAIPolicy(client: try client(at: address, key: try APIKey("sk-22222", variable: "KEY")), model: "policy")
            let error = try await failure { try await wrongKey.sample(request(1)) }
            #expect(error.failure == .misconfigured)
            #expect(!error.message.contains("sk-22222"))
            let wrongModel = try OpenAIPolicy(client: try client(at: address, key: try APIKey("sk-1", variable: "KEY")), model: "gpt")
            #expect(try await failure { try await wrongModel.sample(request(1)) }.failure == .misconfigured)
        }
    }

    @Test(arguments: [(Fault.nullContent, "malformed_reply"), (.abort, "aborted"), (.more, "malformed_reply")])
    func aChoiceThatIsNoResponseIsNone(fault: Fault, expected: String) async throws {
        let double = OpenAIDouble()
        double.setFaults { $0.add(fault, .numbers(1...1)) }
        try await serving(double.server) { address in
            let policy = try OpenAIPolicy(client: try client(at: address), model: "policy")
            #expect(try await reason { try await policy.sample(request(3)) }.failure.rawValue == expected)
            #expect(try await policy.sample(request(3)).map(\.text) == Self.expected)
        }
    }

    @Test(arguments: [Fault.nullContent, .abort])
    func theOtherChoicesAreKept(fault: Fault) async throws {
        let double = OpenAIDouble()
        double.setFaults { $0.add(fault, .numbers(1...1)) }
        try await serving(double.server) { address in
            let policy = try OpenAIPolicy(client: try client(at: address), model: "policy")
            let partial = try await partial { try await policy.sample(request(3)) }
            #expect(partial.samples.mapValues(\.text) == [1: Self.expected[1], 2: Self.expected[2]])
        }
    }
}
