import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct OpenRLHFRewardTests {
    private struct Body: Decodable {
        var query: [String]
        var prompts: [String]
    }

    private func reward(_ transport: FakeTransport, _ address: String = "http://127.0.0.1:5000") throws -> OpenRLHFReward {
        OpenRLHFReward(client: try client(transport, address), template: .plain)
    }

    private func failureClass(_ reply: String) async throws -> FailureClass {
        try await failure { try await reward(FakeTransport(.ok(reply))).score(prompt: question, responses: ["8", "9"]) }.failure
    }

    @Test(arguments: [
        #"{"rewards":[0.5,-23.25]}"#,
        #"{"rewards":[0.5,-23.25],"scores":[0.5,-23.25],"extra_logs":{"dummy_scores":[0.5,-23.25]}}"#,
    ])
    func oneListCarriesAllResponsesOfAPrompt(reply: String) async throws {
        let transport = FakeTransport(.ok(reply))
        let reward = try reward(transport)
        #expect(reward.batching == .list)
        #expect(reward.contract == "openrlhf")
        #expect(try await reward.score(prompt: question, responses: ["8", "\"9\""]) == [0.5, -23.25])
        #expect(transport.requests.count == 1)
        #expect(try transport.requests[0].fieldNames() == ["prompts", "query"])
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.query == ["What is 3 plus 5?\n8", "What is 3 plus 5?\n\"9\""])
        #expect(body.prompts == ["What is 3 plus 5?", "What is 3 plus 5?"])
    }

    @Test(arguments: [
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000/get_reward"),
        ("http://127.0.0.1:5000/", "http://127.0.0.1:5000/get_reward"),
        ("http://127.0.0.1:5000/my/reward", "http://127.0.0.1:5000/my/reward"),
    ])
    func anAddressMayNameTheFunctionItself(address: String, url: String) async throws {
        let transport = FakeTransport(.ok(#"{"rewards":[1]}"#))
        _ = try await reward(transport, address).score(prompt: question, responses: ["8"])
        #expect(transport.requests[0].url == url)
    }

    @Test(arguments: [
        #"{"rewards":[1]}"#, #"{"rewards":[1,2,3]}"#, #"{"scores":[1,2]}"#, #"{"rewards":[1,null]}"#, #"{"rewards":1}"#, "[1,2]",
    ])
    func anotherNumberOfRewardsIsMalformed(reply: String) async throws {
        #expect(try await failureClass(reply) == .malformedReply)
    }

    @Test(arguments: [#"{"rewards":[1,NaN]}"#, #"{"rewards":[-Infinity,1]}"#])
    func aRewardThatIsNoNumberIsNotFinite(reply: String) async throws {
        #expect(try await failureClass(reply) == .notFinite)
    }

    @Test func aColumnOfRewardsIsReadAndWiderRowsAreNot() async throws {
        let reward = try reward(FakeTransport(.ok(#"{"rewards":[[0.5],[-1]]}"#)))
        #expect(try await reward.score(prompt: question, responses: ["8", "9"]) == [0.5, -1])
        #expect(try await failureClass(#"{"rewards":[[0.5,1],[-1,2]]}"#) == .malformedReply)
    }

    @Test func anErrorWithAGoodStatusIsTheServersFailure() async throws {
        #expect(try await failureClass(#"{"error":"out of memory"}"#) == .serverError)
    }

    @Test func theProbeScoresOneWord() async throws {
        let transport = FakeTransport(.ok(#"{"rewards":[0]}"#))
        _ = try await reward(transport).probe()
        #expect(try transport.requests[0].decoded(Body.self).query.count == 1)
    }

    @Test func nothingIsAskedForNoResponses() async throws {
        let transport = FakeTransport(.ok("{}"))
        #expect(try await reward(transport).score(prompt: question, responses: []).isEmpty)
        #expect(transport.requests.isEmpty)
    }
}
