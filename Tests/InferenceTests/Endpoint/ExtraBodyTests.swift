import Inference
import JSONCursor
import TestSupport
import Testing

@Suite struct ExtraBodyTests {
    private func fields(_ json: String) throws -> JSONValue { try JSONValue(parsing: Array(json.utf8)) }

    @Test func isMergedIntoTheRequest() async throws {
        struct Body: Decodable {
            struct Choice: Decodable { var choice: [String] }
            var structured_outputs: Choice
            var min_tokens: Int
        }
        let transport = FakeTransport(.ok("{}"))
        let extra = try fields(#"{"structured_outputs":{"choice":["a","b"]},"min_tokens":3}"#)
        let policy = try VLLMPolicy(client: try client(transport), model: "m", extraBody: extra)
        _ = try? await policy.sample(SampleRequest(messages: question, promptTokens: [1], count: 1, seed: 0, sampling: .init()))
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.structured_outputs.choice == ["a", "b"])
        #expect(body.min_tokens == 3)
    }

    @Test(arguments: ["n", "seed", "temperature", "logprobs", "model", "prompt", "stream", "echo", "max_tokens", "best_of", "top_k"])
    func mayNotOverrideWhatIsOursInVLLM(name: String) throws {
        let transport = FakeTransport(.ok("{}"))
        let error = #expect(throws: BackendError.self) {
            try VLLMPolicy(client: try client(transport), model: "m", extraBody: try fields("{\"\(name)\":1}"))
        }
        #expect(error?.failure == .misconfigured)
        #expect(error?.message.contains("policy.chat.extra_body.\(name)") == true)
    }

    @Test(arguments: ["n", "seed", "messages", "max_tokens", "max_completion_tokens", "stream", "logprobs"])
    func mayNotOverrideWhatIsOursInOpenAI(name: String) throws {
        let transport = FakeTransport(.ok("{}"))
        #expect(throws: BackendError.self) {
            try OpenAIPolicy(client: try client(transport), model: "m", extraBody: try fields("{\"\(name)\":1}"))
        }
    }

    @Test func mayBeAnObjectOnlyAndNameAFieldOnceOnly() throws {
        let transport = FakeTransport(.ok("{}"))
        for json in ["[1]", #"{"a":1,"a":2}"#] {
            #expect(throws: BackendError.self) { try VLLMPolicy(client: try client(transport), model: "m", extraBody: try fields(json)) }
        }
        #expect(throws: BackendError.self) {
            try VLLMPolicy(client: try client(transport), model: "m", extraBody: .object([.init("a", .double(.nan))]))
        }
    }
}
