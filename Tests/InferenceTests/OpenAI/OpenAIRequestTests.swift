import Inference
import TestSupport
import Testing

@Suite struct OpenAIRequestTests {
    private struct Body: Decodable {
        var model: String
        var messages: [SentTurn]
        var n: Int
        var seed: Int
        var temperature: Double
        var top_p: Double
        var presence_penalty: Double
        var frequency_penalty: Double
        var max_completion_tokens: Int
        var logprobs: Bool
        var stream: Bool
        var stop: [String]?
        var top_k: Int?
        var min_p: Double?
        var repetition_penalty: Double?
    }

    private static let reply = #"""
        {"id":"chatcmpl-1","object":"chat.completion","model":"m-2026","choices":[
         {"index":1,"message":{"role":"assistant","content":"8","refusal":null},"logprobs":null,"finish_reason":"length"},
         {"index":0,"message":{"role":"assistant","content":"It is 8.","refusal":null},"logprobs":null,"finish_reason":"stop"}],
         "usage":{"prompt_tokens":9},"system_fingerprint":"fp_1"}
        """#

    private func request(_ sampling: SamplingParameters = .init()) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: nil, count: 2, seed: 7, sampling: sampling)
    }

    @Test func theNeutralRequestHoldsOpenAIsOwnFieldsOnly() async throws {
        let transport = FakeTransport(.ok(Self.reply))
        let samples = try await OpenAIPolicy(client: try client(transport), model: "m").sample(request(.init(temperature: 0.8, topP: 0.95)))
        #expect(
            try transport.requests[0].fieldNames() == [
                "frequency_penalty", "logprobs", "max_completion_tokens", "messages", "model", "n", "presence_penalty", "seed", "stream",
                "temperature", "top_p",
            ]
        )
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.model == "m" && body.n == 2 && body.seed == 7 && body.temperature == 0.8 && body.top_p == 0.95)
        #expect(body.messages.map(\.role) == ["user"])
        #expect(body.messages.map(\.content) == ["What is 3 plus 5?"])
        #expect(body.max_completion_tokens == 1024 && !body.logprobs && !body.stream)
        #expect(samples.map(\.text) == ["It is 8.", "8"])
        #expect(samples.map(\.finishReason) == [.stop, .length])
        #expect(samples.allSatisfy { $0.tokens == nil && $0.tokenLogprobs == nil })
    }

    @Test func whatOpenAIDoesNotHaveIsSentWhereItIsUsed() async throws {
        let transport = FakeTransport(.ok(Self.reply))
        let sampling = SamplingParameters(topK: 40, minP: 0.1, repetitionPenalty: 1.2, stop: ["END"])
        _ = try await OpenAIPolicy(client: try client(transport), model: "m").sample(request(sampling))
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.top_k == 40 && body.min_p == 0.1 && body.repetition_penalty == 1.2 && body.stop == ["END"])
    }

    @Test(arguments: [
        ("https://api.example.org", "https://api.example.org/v1/chat/completions"),
        ("https://api.example.org/v1/", "https://api.example.org/v1/chat/completions"),
        ("https://api.example.org/paas/v4", "https://api.example.org/paas/v4/chat/completions"),
        ("https://api.example.org/victory", "https://api.example.org/victory/v1/chat/completions"),
    ])
    func theVersionIsAddedWhereItIsMissing(address: String, url: String) async throws {
        let transport = FakeTransport(.ok(Self.reply))
        _ = try await OpenAIPolicy(client: try client(transport, address), model: "m").sample(request())
        #expect(transport.requests[0].url == url)
    }

    @Test func whatItCannotDoIsSaidBeforeAnyRequest() async throws {
        let transport = FakeTransport(.ok("{}"))
        let policy = try OpenAIPolicy(client: try client(transport), model: "m")
        let none = PolicyCapabilities(tokenizes: false, reportsSampledLogprobs: false, scoresGivenText: false, reproducible: false)
        #expect(policy.capabilities == none)
        #expect(try await failure { try await policy.promptTokens(of: question) }.failure == .misconfigured)
        #expect(try await failure { try await policy.conversationTokens(of: question) }.failure == .misconfigured)
        #expect(try await failure { try await policy.score(prompt: [1], response: [2]) }.failure == .misconfigured)
        #expect(transport.requests.isEmpty)
    }
}
