import Inference
import JSONCursor
import Platform
import Scheduling
import TestSupport
import Testing

@Suite struct VLLMClassifyRewardTests {
    private struct Body: Decodable {
        var model: String
        var messages: [SentTurn]
        var add_generation_prompt: Bool
        var use_activation: Bool
        var activation: Bool
        var softmax: Bool
        var chat_template_kwargs: [String: Bool]?
    }

    private static func reply(_ probs: String, items: Int = 1) -> String {
        let item = #"{"index":0,"label":"LABEL_0","probs":[\#(probs)],"num_classes":1}"#
        let data = Array(repeating: item, count: items).joined(separator: ",")
        return #"{"id":"classify-1","object":"list","created":1,"model":"rm","data":[\#(data)],"usage":{"prompt_tokens":40}}"#
    }

    private func reward(_ transport: FakeTransport, notice: @escaping @Sendable (String) -> Void = { _ in }) throws
        -> VLLMClassifyReward
    {
        try VLLMClassifyReward(client: try client(transport), model: "rm", notice: notice)
    }

    private func failureClass(_ reply: String) async throws -> FailureClass {
        try await failure { try await reward(FakeTransport(.ok(reply))).score(prompt: question, responses: ["8"]) }.failure
    }

    @Test func theConversationIsSentWithEveryActivationOff() async throws {
        let transport = FakeTransport(.ok(Self.reply("5.320601463317871")))
        let reward = try VLLMClassifyReward(
            client: try client(transport, "http://127.0.0.1:8001/v1"),
            model: "rm",
            templateArguments: .object([.init("enable_thinking", .bool(false))])
        )
        #expect(try await reward.score(prompt: question, responses: ["3 plus 5 is 8."]) == [5.320601463317871])
        #expect(transport.requests[0].url == "http://127.0.0.1:8001/classify")
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.model == "rm")
        #expect(body.messages == [.init(role: "user", content: "What is 3 plus 5?"), .init(role: "assistant", content: "3 plus 5 is 8.")])
        #expect(!body.add_generation_prompt && !body.use_activation && !body.activation && !body.softmax)
        #expect(body.chat_template_kwargs == ["enable_thinking": false])
    }

    @Test func aPlainRequestHoldsNothingElse() async throws {
        let transport = FakeTransport(.ok(Self.reply("1")))
        _ = try await reward(transport).score(prompt: question, responses: ["8"])
        #expect(
            try transport.requests[0].fieldNames()
                == ["activation", "add_generation_prompt", "messages", "model", "softmax", "use_activation"]
        )
    }

    @Test func scoresComeOneRequestEachInOrder() async throws {
        let transport = FakeTransport(.ok(Self.reply("-3")), .ok(Self.reply("23.125")))
        let reward = try reward(transport)
        #expect(reward.batching == .single)
        #expect(reward.contract == "vllm_classify")
        #expect(try await reward.score(prompt: question, responses: ["a", "b"]) == [-3, 23.125])
    }

    @Test func moreThanOneLabelIsMisconfigured() async throws {
        #expect(try await failureClass(Self.reply("0.2,0.8")) == .misconfigured)
    }

    @Test func aScoreThatIsNoNumberIsNotFinite() async throws {
        #expect(try await failureClass(Self.reply("NaN")) == .notFinite)
        #expect(try await failureClass(Self.reply("Infinity")) == .notFinite)
    }

    @Test func missingOrSurplusScoresAreMalformed() async throws {
        for reply in [Self.reply(""), Self.reply("1", items: 2), Self.reply("1", items: 0), Self.reply("null"), "{}"] {
            #expect(try await failureClass(reply) == .malformedReply)
        }
    }

    @Test func scoresThatAllLieBetween0And1AreReportedOnce() async throws {
        let notices = Lock<[String]>([])
        let sigmoid = try reward(FakeTransport(.ok(Self.reply("0.995")))) { text in notices.withLock { $0.append(text) } }
        for _ in 0..<100 { _ = try await sigmoid.score(prompt: question, responses: ["a"]) }
        #expect(notices.withLock { $0.count } == 1)
        #expect(notices.withLock { $0.first?.contains("use_activation") } == true)
    }

    @Test func oneScoreOutsideSettlesIt() async throws {
        let notices = Lock<[String]>([])
        let transport = FakeTransport(.ok(Self.reply("0.5")), .ok(Self.reply("-0.1")), .ok(Self.reply("0.5")))
        let raw = try reward(transport) { text in notices.withLock { $0.append(text) } }
        for _ in 0..<100 { _ = try await raw.score(prompt: question, responses: ["a"]) }
        #expect(notices.withLock { $0.isEmpty })
    }

    @Test func theProbeLooksForTheModel() async throws {
        let transport = FakeTransport(.ok(#"{"data":[{"id":"other","max_model_len":512}]}"#))
        #expect(try await failure { try await reward(transport).probe() }.failure == .misconfigured)
    }
}
