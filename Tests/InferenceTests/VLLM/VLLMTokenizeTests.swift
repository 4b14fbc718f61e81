import Inference
import JSONCursor
import TestSupport
import Testing

@Suite struct VLLMTokenizeTests {
    private struct Body: Decodable {
        var model: String
        var messages: [SentTurn]
        var add_generation_prompt: Bool
        var continue_final_message: Bool
        var add_special_tokens: Bool
        var chat_template_kwargs: [String: Bool]?
    }

    private static let hostile = "tab\t \"quotes\" \\ back\u{0} é 日本 🎲 \u{2028}"

    @Test func aPromptIsTemplatedWithTheGenerationPrompt() async throws {
        let transport = FakeTransport(.ok(#"{"count":3,"max_model_len":8192,"tokens":[128000,0,2147483647],"token_strs":null}"#))
        let policy = try VLLMPolicy(
            client: try client(transport),
            model: "m",
            templateArguments: .object([.init("enable_thinking", .bool(false))])
        )
        let messages = [Message(role: "system", content: "Be brief."), Message(role: "user", content: Self.hostile)]
        #expect(try await policy.promptTokens(of: messages) == [128000, 0, 2_147_483_647])
        let request = transport.requests[0]
        #expect(request.method == .post)
        #expect(request.url == "http://127.0.0.1:8000/tokenize")
        #expect(request.header("Content-Type") == "application/json")
        let body = try request.decoded(Body.self)
        #expect(body.model == "m")
        #expect(body.messages == [.init(role: "system", content: "Be brief."), .init(role: "user", content: Self.hostile)])
        #expect(body.add_generation_prompt)
        #expect(!body.continue_final_message)
        #expect(!body.add_special_tokens)
        #expect(body.chat_template_kwargs == ["enable_thinking": false])
    }

    @Test func aConversationIsTemplatedWithoutIt() async throws {
        let transport = FakeTransport(.ok(#"{"count":1,"max_model_len":8192,"tokens":[7]}"#))
        let policy = try VLLMPolicy(client: try client(transport), model: "m")
        #expect(try await policy.conversationTokens(of: question + [Message(role: "assistant", content: "8")]) == [7])
        let body = try transport.requests[0].decoded(Body.self)
        #expect(!body.add_generation_prompt)
        #expect(body.chat_template_kwargs == nil)
    }

    @Test func aConversationsTextIsThatOfItsTokens() async throws {
        struct Detokenize: Decodable {
            var model: String
            var tokens: [Int]
        }
        let transport = FakeTransport(.ok(#"{"count":2,"tokens":[7,8]}"#), .ok(#"{"prompt":"<|im_start|>user\nhi"}"#))
        let policy = try VLLMPolicy(client: try client(transport), model: "m")
        #expect(try await policy.conversationText(of: question) == "<|im_start|>user\nhi")
        #expect(transport.requests[1].url == "http://127.0.0.1:8000/detokenize")
        let body = try transport.requests[1].decoded(Detokenize.self)
        #expect(body.model == "m")
        #expect(body.tokens == [7, 8])
    }

    @Test(arguments: [#"{"tokens":[2147483648]}"#, #"{"tokens":[1.5]}"#, #"{"tokens":[null]}"#])
    func idsThatAreNoneAreMalformed(reply: String) async throws {
        let transport = FakeTransport(.ok(reply))
        let policy = try VLLMPolicy(client: try client(transport), model: "m")
        #expect(try await failure { try await policy.promptTokens(of: question) }.failure == .malformedReply)
    }
}
