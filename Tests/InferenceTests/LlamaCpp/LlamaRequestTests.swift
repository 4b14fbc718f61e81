import Foundation
import Inference
import JSONCursor
import Scheduling
import TestSupport
import Testing

/// What llama-server is sent: nothing is left to its defaults.
@Suite struct LlamaRequestTests {
    private struct Body: Decodable {
        var prompt: [Int]
        var n_predict: Int
        var n_cmpl: Int?
        var seed: Int64?
        var temperature: Double
        var top_k: Int
        var top_p: Double
        var min_p: Double
        var repeat_penalty: Double
        var presence_penalty: Double
        var frequency_penalty: Double
        var samplers: [String]
        var stop: [String]?
        var n_probs: Int
        var post_sampling_probs: Bool
        var return_tokens: Bool
        var cache_prompt: Bool
        var id_slot: Int?
        var logit_bias: [[Int]]?
        var stream: Bool
    }

    private static let properties = #"{"default_generation_settings":{"n_ctx":512},"total_slots":8,"bos_token":"<s>"}"#

    private static func completion(_ index: Int, id: Int = 7, logprob: String = "-0.5", more: String = "") -> String {
        #"""
        {"index":\#(index),"content":"x","tokens":[\#(id)],"id_slot":0,"stop":true,"model":"m","tokens_predicted":1,"tokens_evaluated":3,
         "truncated":false,"stop_type":"eos"\#(more),"completion_probabilities":[{"id":\#(id),"token":"x","bytes":[120],"logprob":\#(logprob),
         "top_logprobs":[{"id":3,"token":"y","bytes":[121],"logprob":-0.1}]}]}
        """#
    }

    private func policy(_ transport: FakeTransport, forced: Bool = false, extra: JSONValue = .object([])) throws -> LlamaCppPolicy {
        try LlamaCppPolicy(client: try client(transport), model: "m", forcedScoring: forced, extraBody: extra)
    }

    private func request(_ count: Int = 1, seed: Int64 = 9, _ sampling: SamplingParameters = .init(maxTokens: 20)) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: [1, 2, 3], count: count, seed: seed, sampling: sampling)
    }

    @Test func everyFieldIsSentExplicitly() async throws {
        let transport = FakeTransport(.ok(Self.properties), .ok("[\(Self.completion(1)),\(Self.completion(0))]"))
        _ = try await policy(transport).sample(request(2, .unusual))
        #expect(transport.requests.map(\.url) == ["http://127.0.0.1:8000/props", "http://127.0.0.1:8000/completion"])
        let body = try transport.requests[1].decoded(Body.self)
        #expect(body.prompt == [1, 2, 3] && body.n_predict == 77 && body.n_cmpl == 2 && body.seed == 9)
        #expect(body.temperature == 0.8 && body.top_p == 0.95 && body.top_k == 40 && body.min_p == 0.05)
        #expect(body.repeat_penalty == 1.1 && body.presence_penalty == 0.2 && body.frequency_penalty == -0.3)
        #expect(body.samplers == ["penalties", "temperature", "min_p", "top_k", "top_p"])
        #expect(body.stop == ["\n\nHuman:"])
        #expect(body.n_probs == 1 && body.return_tokens && !body.post_sampling_probs && !body.cache_prompt && !body.stream)
        #expect(body.logit_bias == nil && body.id_slot == nil)
    }

    @Test func onlyTemperatureActsWhereNothingElseIsAskedFor() async throws {
        let transport = FakeTransport(.ok(Self.properties), .ok(Self.completion(0)))
        _ = try await policy(transport).sample(request())
        let body = try transport.requests[1].decoded(Body.self)
        #expect(body.samplers == ["temperature"])
        #expect(body.top_k == 0 && body.top_p == 1 && body.min_p == 0 && body.repeat_penalty == 1)
    }

    @Test func aResponseLeavesItsLastTokenOfTheSlotFree() async throws {
        let transport = FakeTransport(.ok(Self.properties), .ok(Self.completion(0)))
        _ = try await policy(transport).sample(request(1, .init(maxTokens: 4096)))
        #expect(try transport.requests[1].decoded(Body.self).n_predict == 512 - 1 - 3)
        var long = request()
        long.promptTokens = [Int32](repeating: 1, count: 511)
        #expect(try await failure { try await policy(FakeTransport(.ok(Self.properties))).sample(long) }.failure == .tooLong)
    }

    @Test func givenTextIsForcedTokenByToken() async throws {
        let transport = FakeTransport(
            .ok(Self.properties),
            .ok(Self.completion(0, id: 40)),
            .ok(Self.completion(0, id: 41).replacing("\"tokens_evaluated\":3", with: "\"tokens_evaluated\":4"))
        )
        let logprobs = try await policy(transport, forced: true).score(prompt: [1, 2, 3], response: [40, 41])
        #expect(logprobs == [-0.5, -0.5])
        let bodies = try transport.requests[1...].map { try $0.decoded(Body.self) }
        #expect(bodies.map(\.prompt) == [[1, 2, 3], [1, 2, 3, 40]])
        #expect(bodies.map(\.logit_bias) == [[[40, 1_000_000]], [[41, 1_000_000]]])
        #expect(bodies.map(\.cache_prompt) == [false, true])
        // Asking for a slot spoils what that slot is computing.
        #expect(bodies.allSatisfy { $0.id_slot == nil })
        #expect(bodies.allSatisfy { $0.temperature == 0 && $0.samplers == ["temperature"] && $0.n_predict == 1 && $0.n_cmpl == nil })
    }

    @Test func aForcedTokenWithoutAnEntryIsLookedUpAmongTheOthers() async throws {
        let bare = #"{"index":0,"content":"","tokens":[3],"stop_type":"limit","tokens_evaluated":3}"#
        let transport = FakeTransport(.ok(Self.properties), .ok(bare), .ok(Self.completion(0, id: 1)))
        #expect(try await policy(transport, forced: true).score(prompt: [1, 2, 3], response: [3]) == [-0.1])
        let lookup = try transport.requests[2].decoded(Body.self)
        #expect(lookup.logit_bias == [[1, 1_000_000]] && lookup.prompt == [1, 2, 3] && lookup.n_probs == 512)
    }

    @Test(
        arguments: [
            #"{"index":0,"content":"","tokens":[7],"stop_type":"limit","tokens_evaluated":3}"#, completion(0, id: 8),
            completion(0, id: 8).replacing(#""tokens":[8]"#, with: #""tokens":[7]"#),
        ]
    )
    func aForcedTokenThatIsNotTheOneOrHasNoLogprobIsMalformed(reply: String) async throws {
        let transport = FakeTransport(.ok(Self.properties), .ok(reply))
        let error = try await failure { try await policy(transport, forced: true).score(prompt: [1, 2, 3], response: [7]) }
        #expect(error.failure == .malformedReply)
    }

    @Test func scoringHasToBeAskedFor() async throws {
        let transport = FakeTransport(.ok(Self.properties))
        #expect(try policy(transport).capabilities.scoresGivenText == false)
        #expect(try policy(transport, forced: true).capabilities.scoresGivenText)
        let error = try await failure { try await policy(transport).score(prompt: [1], response: [2]) }
        #expect(error.failure == .misconfigured)
        #expect(transport.requests.isEmpty)
    }

    @Test(arguments: [-1, Int64(UInt32.max)])
    func seedsThatTheServerWouldReadAsOthersAreNeverSent(seed: Int64) async throws {
        let transport = FakeTransport(.ok(Self.properties))
        #expect(try await failure { try await policy(transport).sample(request(seed: seed)) }.failure == .rejected)
    }

    @Test func fieldsThatWouldChangeTheNumbersCannotBeSet() throws {
        for name in ["n_probs", "cache_prompt", "samplers", "post_sampling_probs", "logit_bias"] {
            #expect(throws: BackendError.self) {
                try policy(FakeTransport(.ok("{}")), extra: .object([.init(name, .integer(1))]))
            }
        }
    }

    @Test(
        arguments: [
            (#""truncated":false"#, #""truncated":true"#, FailureClass.tooLong), (#""stop_type":"eos""#, #""stop_type":"none""#, .aborted),
            (#""stop_type":"eos""#, #""stop_type":"other""#, .malformedReply), (#""model":"m""#, #""model":"another""#, .misconfigured),
            (#""tokens":[7]"#, #""tokens":[]"#, .malformedReply), (#""tokens_evaluated":3"#, #""tokens_evaluated":4"#, .malformedReply),
            (#""logprob":-0.5"#, #""logprob":-3.4028234663852886e38"#, .notFinite), (#""logprob":-0.5"#, #""logprob":null"#, .notFinite),
            (#""logprob":-0.5"#, #""logprob":0.1"#, .malformedReply), (#""index":0"#, #""index":1"#, .malformedReply),
        ]
    )
    func aReplyThatCannotBeBelievedIsRefused(part: String, wrong: String, expected: FailureClass) async throws {
        let reply = Self.completion(0).replacing(part, with: wrong)
        let transport = FakeTransport(.ok(Self.properties), .ok(reply))
        #expect(try await failure { try await policy(transport).sample(request()) }.failure == expected)
    }

    @Test func aServerThatIsNoLlamaServerIsToldApart() async throws {
        let transport = FakeTransport(.ok(#"{"status":"ok"}"#), .ok(#"{"total_slots":0}"#))
        let error = try await failure { try await policy(transport).probe() }
        #expect(error.message.contains("n_ctx"))
    }

    @Test func whileItLoadsItIsOverloaded() async throws {
        let loading = #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#
        #expect(try await failure { try await policy(FakeTransport(.status(503, loading))).probe() }.failure == .overloaded)
    }
}
