import Inference
import Platform
import Scheduling
import TestSupport
import Testing

@Suite struct SGLangClassifyRewardTests {
    private struct Body: Decodable {
        var model: String
        var text: [String]?
        var input_ids: [[Int]]?
    }

    private func reward(_ transport: FakeTransport, _ input: SGLangClassifyReward.Input = .text(.plain)) throws -> SGLangClassifyReward {
        SGLangClassifyReward(client: try client(transport), model: "rm", input: input)
    }

    private func failureClass(_ reply: String) async throws -> FailureClass {
        try await failure { try await reward(FakeTransport(.ok(reply))).score(prompt: question, responses: ["8", "9"]) }.failure
    }

    @Test func textsGoToTheNativePathInOneList() async throws {
        let transport = FakeTransport(.ok(#"[{"embedding":[23.125],"meta_info":{}},{"embedding":[-3.5]}]"#))
        let reward = try reward(transport)
        #expect(reward.batching == .list)
        #expect(try await reward.score(prompt: question, responses: ["8", "9"]) == [23.125, -3.5])
        #expect(transport.requests.map(\.url) == ["http://127.0.0.1:8000/classify"])
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.model == "rm" && body.input_ids == nil)
        #expect(body.text == ["What is 3 plus 5?\n8", "What is 3 plus 5?\n9"])
    }

    @Test func theFirstTokenOfATemplateIsNotSentTwice() async throws {
        let transport = FakeTransport(.ok(#"[{"embedding":[1]}]"#))
        let template = RewardTemplate.policy { "<s><s>" + $0.map(\.content).joined(separator: "|") }
        _ = try await reward(transport, .text(template, droppedPrefix: "<s>")).score(prompt: question, responses: ["8"])
        #expect(try transport.requests[0].decoded(Body.self).text == ["<s>What is 3 plus 5?|8"])
    }

    @Test func tokenIdsMayBeSentInstead() async throws {
        let transport = FakeTransport(.ok(#"[{"embedding":[1]}]"#))
        let tokens = SGLangClassifyReward.Input.tokens { messages in messages.map { Int32($0.content.utf8.count) } }
        _ = try await reward(transport, tokens).score(prompt: question, responses: ["8"])
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.input_ids == [[17, 1]] && body.text == nil)
    }

    @Test func oneTextMayBeAnsweredByABareObject() async throws {
        let transport = FakeTransport(.ok(#"{"embedding":[0.25],"meta_info":{"prompt_tokens":12}}"#))
        #expect(try await reward(transport).score(prompt: question, responses: ["8"]) == [0.25])
    }

    @Test(arguments: [
        #"[{"embedding":[1]}]"#, #"[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]"#, #"{"embedding":[1]}"#,
        #"[{"embedding":[1]},null]"#, #"[{"embedding":[1]},{"probs":[1]}]"#, #"[{"embedding":[1]},{"embedding":[]}]"#, "[]", "3",
    ])
    func anotherNumberOfEntriesIsMalformed(reply: String) async throws {
        #expect(try await failureClass(reply) == .malformedReply)
    }

    @Test func anEmbeddingIsNoReward() async throws {
        #expect(try await failureClass(#"[{"embedding":[1,2]},{"embedding":[1,2]}]"#) == .misconfigured)
    }

    @Test(arguments: [#"[{"embedding":[1]},{"embedding":[NaN]}]"#, #"[{"embedding":[null]},{"embedding":[1]}]"#])
    func aScoreThatIsNoNumberIsNotFinite(reply: String) async throws {
        #expect(try await failureClass(reply) == .notFinite)
    }

    @Test func aServersRewardsComeInOrder() async throws {
        let double = SGLangClassifyDouble()
        double.setFaults { $0.add(.abort, on: "/classify", .numbers(2...2)) }
        try await serving(double.server) { address in
            let reward = SGLangClassifyReward(client: try client(at: address + "/v1"), model: "rm", input: .text(.plain))
            #expect(try await reward.probe().contextLength == 4096)
            let responses = (0..<9).map { "answer \($0)" }
            let expected = responses.map { SGLangClassifyDouble.reward(of: "What is 3 plus 5?\n\($0)") }
            #expect(try await reward.score(prompt: question, responses: responses) == expected)
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8"]) }.failure == .aborted)
            #expect(try await reward.score(prompt: question, responses: []).isEmpty)
            #expect(double.journal.requests["/v1/classify"] == nil)
            #expect(double.journal.items == [.reward: 10])
        }
    }

    @Test(arguments: [(Fault.fewer, FailureClass.malformedReply), (.more, .malformedReply), (.nan, .notFinite), (.refuse, .connectionLost)])
    func aFaultIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = SGLangClassifyDouble()
        double.setFaults { $0.add(fault, on: "/classify", .numbers(1...1)) }
        try await serving(double.server) { address in
            let reward = SGLangClassifyReward(client: try client(at: address), model: "rm", input: .text(.plain))
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8", "9"]) }.failure == expected)
            #expect(try await reward.score(prompt: question, responses: ["8", "9"]).count == 2)
        }
    }

    @Test func aServerThatGeneratesIsRefusedAtTheProbe() async throws {
        var options = SGLangClassifyDouble.Options()
        options.generates = true
        try await serving(SGLangClassifyDouble(options).server) { address in
            let reward = SGLangClassifyReward(client: try client(at: address), model: "rm", input: .text(.plain))
            let error = try await failure { try await reward.probe() }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("--is-embedding"))
        }
    }
}
