import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct OpenAIReplyTests {
    private func failureClass(_ answer: ScriptedAnswer, count: Int = 2) async throws -> FailureClass {
        let policy = try OpenAIPolicy(client: try client(FakeTransport(answer)), model: "m")
        let request = SampleRequest(messages: question, promptTokens: nil, count: count, seed: 7, sampling: .init())
        return try await reason { try await policy.sample(request) }.failure
    }

    private static func choice(_ index: Int, _ content: String = #""a""#, _ finish: String = "stop") -> String {
        #"{"index":\#(index),"message":{"role":"assistant","content":\#(content)},"finish_reason":"\#(finish)"}"#
    }

    private static func reply(_ choices: String...) -> ScriptedAnswer {
        .ok(#"{"object":"chat.completion","choices":[\#(choices.joined(separator: ","))]}"#)
    }

    @Test func nullContentIsMalformed() async throws {
        #expect(try await failureClass(Self.reply(Self.choice(0), Self.choice(1, "null"))) == .malformedReply)
    }

    @Test func filteredContentIsAborted() async throws {
        #expect(try await failureClass(Self.reply(Self.choice(0), Self.choice(1, #""half""#, "content_filter"))) == .aborted)
    }

    @Test func aToolCallIsMalformed() async throws {
        #expect(try await failureClass(Self.reply(Self.choice(0), Self.choice(1, #""a""#, "tool_calls"))) == .malformedReply)
    }

    @Test func anotherNumberOfChoicesIsMalformed() async throws {
        let three = Self.reply(Self.choice(0), Self.choice(1), Self.choice(2))
        #expect(try await failureClass(three) == .malformedReply)
        #expect(try await failureClass(three, count: 4) == .malformedReply)
        #expect(try await failureClass(Self.reply(), count: 2) == .malformedReply)
        #expect(try await failureClass(Self.reply(Self.choice(0), Self.choice(0))) == .malformedReply)
    }

    @Test func aProvidersErrorInsideA200IsAServerError() async throws {
        #expect(try await failureClass(.ok(#"{"error":{"message":"upstream","code":502}}"#)) == .serverError)
        let inside = #"{"index":0,"error":{"message":"upstream","code":502},"message":{"content":""},"finish_reason":"error"}"#
        #expect(try await failureClass(Self.reply(inside), count: 1) == .serverError)
    }

    @Test func anotherModelsAnswerIsNotTaken() async throws {
        let body = #"{"choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}]}"#
        #expect(try await failureClass(.status(200, body, [("x-litellm-attempted-fallbacks", "1")]), count: 1) == .misconfigured)
        let policy = try OpenAIPolicy(
            client: try client(FakeTransport(.status(200, body, [("x-litellm-attempted-fallbacks", "0")]))),
            model: "m"
        )
        let samples = try await policy.sample(.init(messages: question, promptTokens: nil, count: 1, seed: 7, sampling: .init()))
        #expect(samples.map(\.text) == ["a"])
    }

    private static func answered(by model: String) -> ScriptedAnswer {
        .ok(#"{"model":"\#(model)","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}]}"#)
    }

    private func sampled(_ model: String, answeredBy other: String) async throws -> [Sample] {
        let policy = try OpenAIPolicy(client: try client(FakeTransport(Self.answered(by: other))), model: model)
        return try await policy.sample(.init(messages: question, promptTokens: nil, count: 1, seed: 7, sampling: .init()))
    }

    @Test(
        arguments: [
            ("gpt-4o-mini", "gpt-4o-mini-2024-07-18"), ("gpt-4", "gpt-4-0613"), ("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022"),
            ("openai/gpt-4o", "gpt-4o"), ("Qwen/Qwen3-8B", "qwen3-8b"), ("gemini-1.5-pro", "models/gemini-1.5-pro-002"), ("m", "m"),
            ("m", ""),
        ]
    )
    func aVersionOfTheModelIsTheModel(asked: String, answered: String) async throws {
        #expect(try await sampled(asked, answeredBy: answered).map(\.text) == ["a"])
    }

    @Test(arguments: [
        ("gpt-4o", "gpt-4o-mini"), ("gpt-4", "gpt-4-32k"), ("gpt-4o-mini", "gpt-4o"), ("llama-3-8b", "llama-3-70b"), ("a", "b"),
    ])
    func anotherModelThanAskedForIsNotTaken(asked: String, answered: String) async throws {
        let error = try await failure { try await sampled(asked, answeredBy: answered) }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("\(asked) was asked for and \(answered) answered"))
    }

    @Test func whatWasToldOfTokensAndLimitsIsNoted() async throws {
        let body =
            #"{"model":"m","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":1}}}"#
        let headers = [("X-RateLimit-Remaining-Requests", "59"), ("x-ratelimit-reset-requests", "1s")]
        let policy = try OpenAIPolicy(client: try client(FakeTransport(.status(200, body, headers))), model: "m")
        let trace = CallTrace()
        _ = try await CallTrace.$current.withValue(trace) {
            try await policy.sample(.init(messages: question, promptTokens: nil, count: 3, seed: 7, sampling: .init()))
        }
        let limits = RateLimitReading(remainingRequests: 59, resetRequests: 1)
        #expect(trace.report == CallReport(requests: 3, promptTokens: 36, completionTokens: 9, rateLimit: limits))
    }
}
