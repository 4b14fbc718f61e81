import Foundation
import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct VLLMSampleTests {
    private struct Body: Decodable {
        var model: String
        var prompt: [Int]
        var n: Int
        var seed: Int64
        var max_tokens: Int
        var stop: [String]
        var logprobs: Int
        var return_token_ids: Bool
        var return_tokens_as_token_ids: Bool
        var skip_special_tokens: Bool
        var stream: Bool
    }

    private static let everyField = [
        "frequency_penalty", "logprobs", "max_tokens", "min_p", "model", "n", "presence_penalty", "prompt", "repetition_penalty",
        "return_token_ids", "return_tokens_as_token_ids", "seed", "skip_special_tokens", "stop", "stream", "temperature", "top_k", "top_p",
    ]

    /// As vLLM 0.33 writes it, choices out of order.
    private static func reply(
        second: String = #""finish_reason":"length""#,
        ids: String = "[791,128009]",
        logprobs: String = "[-0.42,-1.1920928955078125e-07]",
        prompt: String = "[128000,128006,882]"
    ) -> String {
        #"""
        {"id":"cmpl-1","object":"text_completion","created":1790000000,"model":"m","choices":[
         {"index":1,"text":"","logprobs":{"text_offset":[0],"token_logprobs":[-3.5],"tokens":["token_id:11"],"top_logprobs":[{"token_id:11":-3.5}]},
          \#(second),"stop_reason":null,"prompt_logprobs":null,"token_ids":[11],"prompt_token_ids":\#(prompt)},
         {"index":0,"text":" The \"é\\\ud83c\udfb2","finish_reason":"stop","stop_reason":128009,
          "logprobs":{"text_offset":[0,4],"tokens":["token_id:791","token_id:128009"],"token_logprobs":\#(logprobs),
                      "top_logprobs":[{"token_id:791":-0.42},{"token_id:128009":-0.0}]},
          "token_ids":\#(ids),"prompt_token_ids":\#(prompt),"prompt_logprobs":null,"routed_experts":null,"weight_versions":null}],
         "usage":{"prompt_tokens":3,"completion_tokens":3,"total_tokens":6,"prompt_tokens_details":null},
         "service_tier":null,"system_fingerprint":"fp","kv_transfer_params":null,"metrics":null}
        """#
    }

    private func ask(_ transport: FakeTransport, count: Int = 2, sampling: SamplingParameters = .init()) async throws -> [Sample] {
        let policy = try VLLMPolicy(client: try client(transport), model: "m")
        let prompt: [Int32] = [128000, 128006, 882]
        return try await policy.sample(.init(messages: question, promptTokens: prompt, count: count, seed: 1234, sampling: sampling))
    }

    private func failureClass(_ reply: String, count: Int = 2) async throws -> FailureClass {
        try await reason { try await ask(FakeTransport(.ok(reply)), count: count) }.failure
    }

    @Test func everyFieldIsSentExplicitly() async throws {
        let transport = FakeTransport(.ok(Self.reply()))
        _ = try await ask(transport, sampling: .unusual)
        let request = transport.requests[0]
        #expect(request.url == "http://127.0.0.1:8000/v1/completions")
        #expect(try request.fieldNames() == Self.everyField)
        let body = try request.decoded(Body.self)
        #expect(body.model == "m")
        #expect(body.prompt == [128000, 128006, 882])
        #expect(body.n == 2)
        #expect(body.seed == 1234)
        #expect(try request.decoded() == SentSampling.unusual)
        #expect(body.max_tokens == 77)
        #expect(body.stop == ["\n\nHuman:"])
        #expect(body.logprobs == 0)
        #expect(body.return_token_ids && body.return_tokens_as_token_ids && body.skip_special_tokens && !body.stream)
    }

    @Test func defaultsAreNeutralAndSentToo() async throws {
        let transport = FakeTransport(.ok(Self.reply()))
        _ = try await ask(transport)
        let body = try transport.requests[0].decoded(Body.self)
        #expect(try transport.requests[0].fieldNames() == Self.everyField)
        #expect(try transport.requests[0].decoded() == SentSampling.plain(temperature: 1))
        #expect(body.stop.isEmpty)
    }

    @Test func samplesComeInSeedOrder() async throws {
        let samples = try await ask(FakeTransport(.ok(Self.reply())))
        #expect(samples.map(\.text) == [" The \"é\\🎲", ""])
        #expect(samples.map(\.tokens) == [[791, 128009], [11]])
        #expect(samples.map(\.tokenLogprobs) == [[-0.42, -1.1920928955078125e-07], [-3.5]])
        #expect(samples.map(\.finishReason) == [.stop, .length])
    }

    @Test func theGoodChoicesOfAReplyAreKept() async throws {
        let all = try await ask(FakeTransport(.ok(Self.reply())))
        let aborted = try await partial { try await ask(FakeTransport(.ok(Self.reply(second: #""finish_reason":"abort""#)))) }
        #expect(aborted.samples == [0: all[0]] && aborted.error.failure == .aborted)
        let cut = try await partial { try await ask(FakeTransport(.ok(Self.reply())), count: 3) }
        #expect(cut.samples == [0: all[0], 1: all[1]])
        #expect(cut.error == BackendError(.malformedReply, "127.0.0.1:8000/v1/completions: 2 choices came back where 3 were asked for"))
        let noNumber = try await partial { try await ask(FakeTransport(.ok(Self.reply(logprobs: "[-9999.0,-0.1]")))) }
        #expect(noNumber.samples == [1: all[1]] && noNumber.error.failure == .notFinite)
    }

    @Test(arguments: [1, 3])
    func anotherNumberOfChoicesIsMalformed(count: Int) async throws {
        #expect(try await failureClass(Self.reply(), count: count) == .malformedReply)
    }

    @Test(arguments: ["[-0.42]", "[-0.42,-0.1,-0.1]", "[-0.42,null]", "[-0.42,0.01]", #"["a","b"]"#])
    func logprobsThatDoNotFitAreMalformed(logprobs: String) async throws {
        #expect(try await failureClass(Self.reply(logprobs: logprobs)) == .malformedReply)
    }

    @Test(arguments: ["[-0.42,NaN]", "[-Infinity,-0.1]", "[-9999.0,-0.1]", "[-0.42,-9998]"])
    func logprobsThatAreNoNumbersAreNotFinite(logprobs: String) async throws {
        #expect(try await failureClass(Self.reply(logprobs: logprobs)) == .notFinite)
    }

    @Test func roundingAboveZeroIsForgiven() async throws {
        let samples = try await ask(FakeTransport(.ok(Self.reply(logprobs: "[-9997.9,0.0001]"))))
        #expect(samples[0].tokenLogprobs == [-9997.9, 0.0001])
    }

    @Test(arguments: ["abort", "error", "repetition"])
    func aGenerationThatTheServerEndedIsAborted(reason: String) async throws {
        #expect(try await failureClass(Self.reply(second: "\"finish_reason\":\"\(reason)\"")) == .aborted)
    }

    @Test(arguments: [#""finish_reason":null"#, #""finish_reason":"tool_calls""#, #""other":1"#])
    func anUnknownFinishReasonIsMalformed(second: String) async throws {
        #expect(try await failureClass(Self.reply(second: second)) == .malformedReply)
    }

    @Test func otherPromptTokensThanThoseSentAreMalformed() async throws {
        #expect(try await failureClass(Self.reply(prompt: "[128000,128000,128006,882]")) == .malformedReply)
        #expect(try await ask(FakeTransport(.ok(Self.reply(prompt: "null")))).count == 2)
    }

    @Test(arguments: ["null", "[]", "[1,2.5]"])
    func missingTokenIdsAreMalformed(ids: String) async throws {
        #expect(try await failureClass(Self.reply(ids: ids)) == .malformedReply)
    }

    @Test func choicesWithTheSameIndexAreMalformed() async throws {
        let reply = Self.reply().replacingOccurrences(of: #""index":1"#, with: #""index":0"#)
        let error = try await failure { try await ask(FakeTransport(.ok(reply))) }
        #expect(error.failure == .malformedReply)
    }

    @Test func everyCutOfAReplyIsMalformed() async throws {
        let whole = Array(Self.reply().utf8)
        for length in stride(from: 0, to: whole.count - 1, by: 7) {
            #expect(try await failureClass(String(decoding: whole[..<length], as: UTF8.self)) == .malformedReply)
        }
    }

    @Test func nothingIsAskedForNoSamples() async throws {
        let transport = FakeTransport(.ok("{}"))
        #expect(try await ask(transport, count: 0).isEmpty)
        #expect(transport.requests.isEmpty)
    }

    @Test func aPromptWithoutTokensIsTokenizedFirst() async throws {
        let transport = FakeTransport(.ok(#"{"tokens":[128000,128006,882]}"#), .ok(Self.reply()))
        let policy = try VLLMPolicy(client: try client(transport), model: "m")
        _ = try await policy.sample(.init(messages: question, promptTokens: nil, count: 2, seed: 1, sampling: .init()))
        #expect(transport.requests.map(\.url).last == "http://127.0.0.1:8000/v1/completions")
        #expect(try transport.requests[1].decoded(Body.self).prompt == [128000, 128006, 882])
    }

    @Test func aTemperatureThatIsNoNumberIsNeverSent() async throws {
        let transport = FakeTransport(.ok("{}"))
        let error = try await failure { try await ask(transport, sampling: .init(temperature: .nan)) }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("sampling.temperature"))
        #expect(transport.requests.isEmpty)
    }
}
