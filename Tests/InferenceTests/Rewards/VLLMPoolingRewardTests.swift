import Inference
import JSONCursor
import Platform
import Scheduling
import TestSupport
import Testing

@Suite struct VLLMPoolingRewardTests {
    private static func reply(_ data: String, items: Int = 1) -> String {
        let item = #"{"index":0,"object":"pooling","data":\#(data)}"#
        let list = Array(repeating: item, count: items).joined(separator: ",")
        return #"{"id":"pool-1","object":"list","model":"rm","data":[\#(list)],"usage":{"prompt_tokens":40,"total_tokens":40}}"#
    }

    private func reward(_ transport: FakeTransport, _ task: VLLMPoolingReward.Task = .classify) throws -> VLLMPoolingReward {
        try VLLMPoolingReward(client: try client(transport), model: "rm", task: task)
    }

    private func failure(_ reply: String, _ task: VLLMPoolingReward.Task = .classify) async throws -> BackendError {
        try await InferenceTests.failure { try await reward(FakeTransport(.ok(reply)), task).score(prompt: question, responses: ["8"]) }
    }

    @Test func theConversationIsSentWithItsTaskAndEveryActivationOff() async throws {
        struct Body: Decodable {
            var model: String
            var task: String
            var encoding_format: String
            var messages: [[String: String]]
            var add_generation_prompt: Bool
            var use_activation: Bool
            var activation: Bool
            var softmax: Bool
        }
        let transport = FakeTransport(.ok(Self.reply("[5.320601463317871]")))
        let reward = try VLLMPoolingReward(client: try client(transport, "http://127.0.0.1:8001/v1"), model: "rm")
        #expect(try await reward.score(prompt: question, responses: ["8"]) == [5.320601463317871])
        #expect(transport.requests[0].url == "http://127.0.0.1:8001/pooling")
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.model == "rm" && body.task == "classify" && body.encoding_format == "float")
        #expect(body.messages.map { $0["content"] } == ["What is 3 plus 5?", "8"])
        #expect(!body.add_generation_prompt && !body.use_activation && !body.activation && !body.softmax)
    }

    @Test func theTokensReadAreCounted() async throws {
        let trace = CallTrace()
        try await CallTrace.$current.withValue(trace) {
            _ = try await reward(FakeTransport(.ok(Self.reply("[1]")))).score(prompt: question, responses: ["8", "9"])
        }
        #expect(trace.report.promptTokens == 80)
    }

    @Test(arguments: ["[0.2,0.8]", "[[1.5],[2.5]]", "[[0.1,0.2]]"])
    func severalNumbersAreMisconfigured(data: String) async throws {
        let error = try await failure(Self.reply(data), .tokenClassify)
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("2 numbers"))
    }

    @Test func oneRowOfOneNumberIsAReward() async throws {
        let transport = FakeTransport(.ok(Self.reply("[[-3.5]]")))
        #expect(try await reward(transport, .tokenClassify).score(prompt: question, responses: ["8"]) == [-3.5])
        #expect(transport.requests[0].body.count > 0)
    }

    @Test(arguments: [#""AACAPw==""#, "[]", "[[]]", #"["1"]"#])
    func whatHoldsNoNumberIsMalformed(data: String) async throws {
        #expect(try await failure(Self.reply(data)).failure == .malformedReply)
    }

    @Test func missingAndSurplusItemsAreMalformed() async throws {
        for reply in [Self.reply("[1]", items: 2), Self.reply("[1]", items: 0), "{}", "[]"] {
            #expect(try await failure(reply).failure == .malformedReply)
        }
    }

    @Test(arguments: ["[null]", "[NaN]", "[-Infinity]"])
    func aScoreThatIsNoNumberIsNotFinite(data: String) async throws {
        #expect(try await failure(Self.reply(data)).failure == .notFinite)
    }

    @Test func anErrorWithAGoodStatusIsTheServersFailure() async throws {
        #expect(try await failure(#"{"error":{"message":"no worker is up"}}"#).failure == .serverError)
    }

    @Test func aServersRewardsAreItsRawOutputs() async throws {
        var options = VLLMDouble.Options()
        options.models = ["rm"]
        let double = VLLMDouble(options)
        double.setFaults { $0.add(.more, on: "/pooling", .numbers(3...3)) }
        try await serving(double.server) { address in
            let pooling = try VLLMPoolingReward(client: try client(at: address), model: "rm")
            let classify = try VLLMClassifyReward(client: try client(at: address), model: "rm")
            #expect(try await pooling.probe().models == ["rm"])
            let scores = try await pooling.score(prompt: question, responses: ["8", "9"])
            #expect(try await classify.score(prompt: question, responses: ["8", "9"]) == scores)
            #expect(scores.contains { !(0...1).contains($0) })
            #expect(
                try await InferenceTests.failure { try await pooling.score(prompt: question, responses: ["8"]) }.failure == .malformedReply
            )
            let tokens = try VLLMPoolingReward(client: try client(at: address), model: "rm", task: .tokenClassify)
            #expect(
                try await InferenceTests.failure { try await tokens.score(prompt: question, responses: ["8"]) }.failure == .misconfigured
            )
        }
    }

    @Test func sigmoidsAreReportedOnce() async throws {
        let notices = Lock<[String]>([])
        let reward = try VLLMPoolingReward(client: try client(FakeTransport(.ok(Self.reply("[0.5]")))), model: "rm") { text in
            notices.withLock { $0.append(text) }
        }
        for _ in 0..<40 { _ = try await reward.score(prompt: question, responses: ["8", "9"]) }
        #expect(notices.withLock { $0.count } == 1)
    }
}
