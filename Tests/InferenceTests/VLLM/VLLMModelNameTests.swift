import Inference
import TestSupport
import Testing

/// Whose answer it is that came.
@Suite struct VLLMModelNameTests {
    private static let models =
        #"{"data":[{"id":"first","root":"/m/base"},{"id":"second","root":"/m/base"},{"id":"r3","root":"/m/r3","parent":"first"},{"id":"other","root":"/m/other"}]}"#

    private static func reply(_ model: String) -> String {
        #"""
        {"model":\#(model),"choices":[{"index":0,"text":"x","finish_reason":"stop","token_ids":[7],"logprobs":{"token_logprobs":[-0.5]},
         "prompt_token_ids":[1,2,3],"prompt_logprobs":[null,{"2":{"logprob":-1}},{"3":{"logprob":-2}}]}],"usage":{"prompt_tokens":3,"completion_tokens":1}}
        """#
    }

    private func policy(_ asked: String, _ answered: String) async throws -> VLLMPolicy {
        let transport = FakeTransport(.ok("{}"), .ok(Self.models), .ok(Self.reply(answered)))
        let policy = try VLLMPolicy(client: try client(transport), model: asked)
        _ = try await policy.probe()
        return policy
    }

    private let request = SampleRequest(messages: question, promptTokens: [1, 2, 3], count: 1, seed: 1, sampling: .init())

    /// A model of several names answers by the first of them.
    @Test(arguments: [("second", #""first""#), ("first", #""first""#), ("r3", #""r3""#), ("other", "null")])
    func namesOfOneModelAreOne(asked: String, answered: String) async throws {
        let policy = try await policy(asked, answered)
        #expect(try await policy.sample(request).count == 1)
        #expect(try await policy.score(prompt: [1, 2], response: [3]) == [-2])
    }

    @Test(arguments: [("first", #""r3""#), ("r3", #""first""#), ("second", #""other""#)])
    func anotherModelsNumbersAreNeverTaken(asked: String, answered: String) async throws {
        let policy = try await policy(asked, answered)
        let error = try await failure { try await policy.sample(request) }
        #expect(error.failure == .misconfigured && error.message.contains("\(asked) was asked for"))
        #expect(try await failure { try await policy.score(prompt: [1, 2], response: [3]) }.failure == .misconfigured)
    }

    @Test func withoutAProbeTheNamesAreAskedForFirst() async throws {
        let reply = ScriptedAnswer.ok(Self.reply(#""first""#))
        let transport = FakeTransport(reply, .ok("{}"), .ok(Self.models), reply)
        #expect(try await VLLMPolicy(client: try client(transport), model: "second").sample(request).count == 1)
        let others = FakeTransport(reply, .ok("{}"), .ok(Self.models), reply)
        #expect(
            try await failure { try await VLLMPolicy(client: try client(others), model: "other").sample(request) }.failure == .misconfigured
        )
        #expect(others.requests.count == 4)
    }

    @Test func whatACallTookIsNoted() async throws {
        let policy = try await policy("first", #""first""#)
        let trace = CallTrace()
        try await CallTrace.$current.withValue(trace) {
            _ = try await policy.sample(request)
            _ = try await policy.score(prompt: [1, 2], response: [3])
        }
        #expect(trace.report.requests == 2 && trace.report.promptTokens == 6 && trace.report.completionTokens == 2)
        #expect(trace.report.rateLimit == nil)
    }
}
