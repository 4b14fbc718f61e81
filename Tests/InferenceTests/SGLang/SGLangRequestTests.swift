import Foundation
import Inference
import JSONCursor
import Scheduling
import TestSupport
import Testing

/// What SGLang is sent: nothing is left to its defaults, and what cannot be believed of its answers.
@Suite struct SGLangRequestTests {
    private struct Body: Decodable {
        struct Parameters: Decodable {
            var n: Int
            var sampling_seed: Int
            var max_new_tokens: Int
            var min_new_tokens: Int
            var stop: [String]
            var stop_token_ids: [Int]
            var ignore_eos: Bool
            var skip_special_tokens: Bool
            var no_stop_trim: Bool
            var json_schema: String?
        }

        struct Drawn: Decodable {
            var sampling_params: SentSampling
        }

        var input_ids: [Int]
        var sampling_params: Parameters
        var return_logprob: Bool
        var logprob_start_len: Int
        var top_logprobs_num: Int
        var return_text_in_logprobs: Bool
        var stream: Bool
        var lora_path: String?
        var priority: Int?
    }

    private static func generation(
        finish: String = #"{"type":"stop","matched":9}"#,
        ids: String = "[7,9]",
        output: String = #"[[-0.5,7,null],[-0.25,9,null]]"#,
        input: String = "[]",
        more: String = ""
    ) -> String {
        #"""
        {"text":"x","output_ids":\#(ids),"meta_info":{"id":"1","finish_reason":\#(finish),"prompt_tokens":3,"completion_tokens":2,
         "weight_version":"default","input_token_logprobs":\#(input),"output_token_logprobs":\#(output),"e2e_latency":0.8}\#(more)}
        """#
    }

    private static let scored = generation(
        finish: #"{"type":"length","length":0}"#,
        ids: "[]",
        output: "[]",
        input: "[[null,2,null],[-1.5,3,null]]"
    )

    private func policy(_ transport: FakeTransport, _ model: String = "m", extra: JSONValue = .object([])) throws -> SGLangPolicy {
        try SGLangPolicy(client: try client(transport), model: model, extraBody: extra)
    }

    private func request(_ count: Int = 1, _ sampling: SamplingParameters = .init(maxTokens: 20)) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: [1, 2, 3], count: count, seed: 90, sampling: sampling)
    }

    private func sampled(_ reply: String) async throws -> [Sample] {
        try await policy(FakeTransport(.ok(reply))).sample(request())
    }

    @Test func everyFieldIsSentExplicitly() async throws {
        let transport = FakeTransport(.ok(Self.generation()))
        _ = try await policy(transport, "base:adapter").sample(request(1, .unusual))
        #expect(transport.requests.map(\.url) == ["http://127.0.0.1:8000/generate"])
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.input_ids == [1, 2, 3] && body.lora_path == "adapter")
        #expect(body.return_logprob && body.logprob_start_len == -1 && body.top_logprobs_num == 0 && !body.return_text_in_logprobs)
        #expect(!body.stream)
        let parameters = body.sampling_params
        #expect(parameters.n == 1 && parameters.sampling_seed == 90 && parameters.max_new_tokens == 77 && parameters.min_new_tokens == 0)
        #expect(try transport.requests[0].decoded(Body.Drawn.self).sampling_params == .unusual)
        #expect(parameters.stop == ["\n\nHuman:"] && parameters.stop_token_ids.isEmpty)
        #expect(!parameters.ignore_eos && parameters.skip_special_tokens && !parameters.no_stop_trim)
    }

    @Test func everySampleIsARequestWithASeedOfItsOwn() async throws {
        let transport = FakeTransport(.ok(Self.generation()))
        #expect(try await policy(transport).sample(request(5)).count == 5)
        let bodies = try transport.requests.map { try $0.decoded(Body.self) }
        #expect(bodies.map(\.sampling_params.sampling_seed).sorted() == [90, 91, 92, 93, 94])
        #expect(bodies.allSatisfy { $0.sampling_params.n == 1 && $0.lora_path == nil })
        let drawn = try transport.requests.map { try $0.decoded(Body.Drawn.self).sampling_params }
        #expect(drawn.allSatisfy { $0 == .plain(temperature: 1) })
    }

    @Test func extraFieldsReachTheRequestAndItsSamplingParameters() async throws {
        let transport = FakeTransport(.ok(Self.generation()))
        let extra = try JSONValue(parsing: Array(#"{"priority":3,"sampling_params":{"json_schema":"{}"}}"#.utf8))
        _ = try await policy(transport, extra: extra).sample(request())
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.priority == 3 && body.sampling_params.json_schema == "{}" && body.sampling_params.sampling_seed == 90)
    }

    @Test(
        arguments: [
            #"{"input_ids":[1]}"#, #"{"return_logprob":false}"#, #"{"sampling_params":{"sampling_seed":1}}"#,
            #"{"sampling_params":{"n":2}}"#,
            #"{"sampling_params":3}"#, "[]",
        ]
    )
    func fieldsThatWouldChangeTheNumbersCannotBeSet(extra: String) throws {
        let value = try JSONValue(parsing: Array(extra.utf8))
        #expect(throws: BackendError.self) { try policy(FakeTransport(.ok("{}")), extra: value) }
    }

    @Test func givenTextIsScoredFromThePromptsLastToken() async throws {
        let transport = FakeTransport(.ok(Self.scored))
        #expect(try await policy(transport).score(prompt: [1, 2], response: [3]) == [-1.5])
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.input_ids == [1, 2, 3] && body.logprob_start_len == 1 && body.return_logprob)
        #expect(body.sampling_params.max_new_tokens == 0)
        #expect(try transport.requests[0].decoded(Body.Drawn.self).sampling_params == .plain(temperature: 0))
    }

    @Test(
        arguments: [
            // A list cut off by a hit in the prefix cache, one too long, other ids, a number where none can be, none where one must be.
            ("[[null,2,null],[-1.5,3,null]]", "[[null,3,null]]", FailureClass.malformedReply),
            ("[[null,2,null],[-1.5,3,null]]", "[[null,1,null],[-1,2,null],[-1.5,3,null]]", .malformedReply),
            ("[[null,2,null],[-1.5,3,null]]", "[[null,2,null],[-1.5,4,null]]", .malformedReply),
            ("[[null,2,null],[-1.5,3,null]]", "[[-1.5,2,null],[-1.5,3,null]]", .malformedReply),
            ("[[null,2,null],[-1.5,3,null]]", "[[null,2,null],[null,3,null]]", .notFinite),
            ("-1.5", "NaN", .notFinite), ("-1.5", "-9999.0", .notFinite), ("-1.5", "0.5", .malformedReply),
            (#""prompt_tokens":3"#, #""prompt_tokens":2"#, .malformedReply), (#"{"type":"length","length":0}"#, "null", .malformedReply),
            (#"{"type":"length","length":0}"#, #"{"type":"abort","message":"Abort in waiting queue","status_code":null}"#, .aborted),
        ]
    )
    func aScoreThatCannotBeBelievedIsRefused(part: String, wrong: String, expected: FailureClass) async throws {
        let transport = FakeTransport(.ok(Self.scored.replacing(part, with: wrong)))
        let error = try await failure { try await policy(transport).score(prompt: [1, 2], response: [3]) }
        #expect(error.failure == expected)
    }

    @Test(
        arguments: [
            (generation(finish: #"{"type":"abort","message":"Aborted by AbortReq."}"#), FailureClass.aborted),
            (generation(finish: "null"), .malformedReply), (generation(finish: #"{"type":"other"}"#), .malformedReply),
            (generation(ids: "null"), .malformedReply), (generation(ids: "[]", output: "[]"), .malformedReply),
            (generation(ids: "[7]"), .malformedReply), (generation(ids: "[7,8]"), .malformedReply),
            (generation(output: "null"), .malformedReply), (generation(output: "[[-0.5],[-0.5]]"), .malformedReply),
            (generation(output: "[[NaN,7,null],[-0.25,9,null]]"), .notFinite),
            (generation(output: "[[null,7,null],[-0.25,9,null]]"), .notFinite),
            (generation().replacing(#""text":"x""#, with: #""text":null"#), .malformedReply),
            (generation().replacing(#""prompt_tokens":3"#, with: #""prompt_tokens":4"#), .malformedReply),
            (#"{"error":{"message":"no worker"}}"#, .serverError), ("[\(generation()),\(generation())]", .malformedReply),
            ("[]", .malformedReply),
        ]
    )
    func aSampleThatCannotBeBelievedIsRefused(reply: String, expected: FailureClass) async throws {
        #expect(try await failure { try await sampled(reply) }.failure == expected)
    }

    @Test func aListOfOneIsOne() async throws {
        #expect(try await sampled("[\(Self.generation())]") == sampled(Self.generation()))
    }

    @Test func everyCutOfAReplyIsMalformed() async throws {
        let whole = Array(Self.generation().utf8)
        for length in stride(from: 0, to: whole.count - 1, by: 9) {
            let cut = String(decoding: whole[..<length], as: UTF8.self)
            #expect(try await failure { try await sampled(cut) }.failure == .malformedReply)
        }
    }

    @Test func weightsThatNobodyNamedHaveNoVersion() async throws {
        #expect(try await sampled(Self.generation())[0].weightVersion == nil)
        let named = Self.generation().replacing(#""weight_version":"default""#, with: #""weight_version":"r3""#)
        #expect(try await sampled(named)[0].weightVersion == "r3")
    }

    @Test(
        arguments: [
            // The queue is full: flat, the code an integer, or a string of it as gateways write it.
            (
                503, #"{"object":"error","message":"The request queue is full.","type":"503","param":null,"code":503}"#,
                FailureClass.overloaded
            ),
            (503, #"{"object":"error","message":"The request queue is full.","type":"503","param":null,"code":"503"}"#, .overloaded),
            (400, #"{"error":{"message":"top_k must be -1 (disable) or at least 1, got 0."}}"#, .rejected),
            (400, #"{"error":{"message":"The input (9 tokens) is longer than the model's context length (8 tokens)."}}"#, .tooLong),
            (400, #"{"error":{"message":"Got LoRA adapter that has never been loaded: a"}}"#, .misconfigured),
            (500, #"{"error":{"message":"Internal","code":"500"}}"#, .serverError),
        ]
    )
    func errorsAreReadInEveryShape(status: Int, body: String, expected: FailureClass) async throws {
        let error = try await failure { try await policy(FakeTransport(.status(status, body))).sample(request()) }
        #expect(error.failure == expected)
        #expect(!error.message.contains("{"))
    }
}
