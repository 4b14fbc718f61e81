import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct VLLMScoreTests {
    private struct Body: Decodable {
        var model: String
        var prompt: [Int]
        var n: Int
        var max_tokens: Int
        var prompt_logprobs: Int
        var return_token_ids: Bool
        var stream: Bool
    }

    /// As vLLM 0.33 writes it; the prompt is 5, 6, the response 5, 7.
    private static func reply(
        entries: String =
            #"null,{"6":{"logprob":-1.25,"rank":3,"decoded_token":"u"}},{"9":{"logprob":-0.1,"rank":1,"decoded_token":"x"},"5":{"logprob":-2.5,"rank":7,"decoded_token":"\""}},{"7":{"logprob":-0.5,"rank":1,"decoded_token":"y"}}"#,
        ids: String = "[5,6,5,7]",
        finish: String = "length"
    ) -> String {
        #"""
        {"id":"cmpl-1","object":"text_completion","model":"m","choices":[{"index":0,"text":"z","logprobs":null,"finish_reason":"\#(finish)",
        "stop_reason":null,"token_ids":[3],"prompt_logprobs":[\#(entries)],"prompt_token_ids":\#(ids)}],"usage":{"completion_tokens":1}}
        """#
    }

    private func ask(_ reply: String) async throws -> [Double] {
        let policy = try VLLMPolicy(client: try client(FakeTransport(.ok(reply))), model: "m")
        return try await policy.score(prompt: [5, 6], response: [5, 7])
    }

    private func failureClass(_ reply: String) async throws -> FailureClass {
        try await failure { try await ask(reply) }.failure
    }

    @Test func asksForTheLogprobsOfThePromptAndNothingElse() async throws {
        let transport = FakeTransport(.ok(Self.reply()))
        let extra = try VLLMPolicy(client: try client(transport), model: "m", extraBody: .object([.init("min_tokens", .integer(3))]))
        _ = try await extra.score(prompt: [5, 6], response: [5, 7])
        #expect(transport.requests[0].url == "http://127.0.0.1:8000/v1/completions")
        #expect(
            try transport.requests[0].fieldNames() == [
                "frequency_penalty", "max_tokens", "min_p", "model", "n", "presence_penalty", "prompt", "prompt_logprobs",
                "repetition_penalty", "return_token_ids", "stream", "temperature", "top_k", "top_p",
            ]
        )
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.prompt == [5, 6, 5, 7])
        #expect(body.max_tokens == 1 && body.prompt_logprobs == 0 && body.return_token_ids && body.n == 1 && !body.stream)
        #expect(try transport.requests[0].decoded() == SentSampling.plain(temperature: 0))
    }

    @Test func eachTokenIsLookedUpByItsOwnId() async throws {
        #expect(try await ask(Self.reply()) == [-2.5, -0.5])
    }

    @Test(arguments: [
        // One entry short, one too many, the own id missing, a null in the response, no log-prob in the entry, above 0.
        #"null,{"6":{"logprob":-1}},{"5":{"logprob":-1}}"#,
        #"null,{"6":{"logprob":-1}},{"5":{"logprob":-1}},{"7":{"logprob":-1}},{"3":{"logprob":-1}}"#,
        #"null,{"6":{"logprob":-1}},{"6":{"logprob":-1}},{"7":{"logprob":-1}}"#,
        #"null,{"6":{"logprob":-1}},null,{"7":{"logprob":-1}}"#,
        #"null,{"6":{"logprob":-1}},{"5":{"rank":1}},{"7":{"logprob":-1}}"#,
        #"null,{"6":{"logprob":-1}},{"5":{"logprob":0.5}},{"7":{"logprob":-1}}"#,
    ])
    func entriesThatDoNotFitAreMalformed(entries: String) async throws {
        #expect(try await failureClass(Self.reply(entries: entries)) == .malformedReply)
    }

    @Test(arguments: ["NaN", "-Infinity", "-9999.0", "-9998.0"])
    func aLogprobThatIsNoNumberIsNotFinite(value: String) async throws {
        let entries = #"null,{"6":{"logprob":-1}},{"5":{"logprob":\#(value)}},{"7":{"logprob":-1}}"#
        #expect(try await failureClass(Self.reply(entries: entries)) == .notFinite)
    }

    @Test func anImpossibleTokenOfThePromptDoesNotMatter() async throws {
        let entries = #"null,{"6":{"logprob":-9999.0}},{"5":{"logprob":-1}},{"7":{"logprob":-2}}"#
        #expect(try await ask(Self.reply(entries: entries)) == [-1, -2])
    }

    @Test(arguments: ["null", "[1,5,6,5,7]", "[5,6,5,8]"])
    func theServersPromptTokensMustBeThoseSent(ids: String) async throws {
        #expect(try await failureClass(Self.reply(ids: ids)) == .malformedReply)
    }

    @Test func aServerThatShutsDownAborts() async throws {
        #expect(try await failureClass(Self.reply(finish: "abort")) == .aborted)
        let bare = #"{"choices":[{"index":0,"finish_reason":"abort","prompt_logprobs":null,"prompt_token_ids":null}]}"#
        #expect(try await failureClass(bare) == .aborted)
    }

    @Test(arguments: [
        #"{"choices":[]}"#, #"{"choices":[{"index":0,"finish_reason":"stop","prompt_logprobs":null,"prompt_token_ids":[5,6,5,7]}]}"#, "{}",
    ])
    func aReplyWithoutLogprobsIsMalformed(reply: String) async throws {
        #expect(try await failureClass(reply) == .malformedReply)
    }

    @Test func anEmptyResponseHasNoLogprobsAndIsNotAskedFor() async throws {
        let transport = FakeTransport(.ok("{}"))
        let policy = try VLLMPolicy(client: try client(transport), model: "m")
        #expect(try await policy.score(prompt: [1], response: []).isEmpty)
        #expect(try await failure { try await policy.score(prompt: [], response: [1]) }.failure == .rejected)
        #expect(transport.requests.isEmpty)
    }
}
