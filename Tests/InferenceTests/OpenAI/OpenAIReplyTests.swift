import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct OpenAIReplyTests {
    private func failureClass(_ answer: ScriptedAnswer, count: Int = 2) async throws -> FailureClass {
        let policy = try OpenAIPolicy(client: try client(FakeTransport(answer)), model: "m")
        let request = SampleRequest(messages: question, promptTokens: nil, count: count, seed: 7, sampling: .init())
        return try await failure { try await policy.sample(request) }.failure
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
        #expect(try await failureClass(.status(200, body, [("x-litellm-attempted-fallbacks", "1")]), count: 1) == .malformedReply)
        let policy = try OpenAIPolicy(
            client: try client(FakeTransport(.status(200, body, [("x-litellm-attempted-fallbacks", "0")]))),
            model: "m"
        )
        let samples = try await policy.sample(.init(messages: question, promptTokens: nil, count: 1, seed: 7, sampling: .init()))
        #expect(samples.map(\.text) == ["a"])
    }
}
