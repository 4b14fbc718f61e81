import Inference
import JSONCursor
import Platform
import Scheduling
import TestSupport
import Testing

@Suite struct TEIRewardTests {
    private struct Body: Decodable {
        var inputs: [[String]]
        var raw_scores: Bool
        var truncate: Bool
    }

    private func reward(_ transport: FakeTransport, _ input: TEIReward.Input = .text(.plain), label: String? = nil) throws -> TEIReward {
        TEIReward(client: try client(transport), input: input, label: label)
    }

    private func failureClass(_ status: Int, _ reply: String) async throws -> FailureClass {
        let transport = FakeTransport(.status(status, reply))
        return try await failure { try await reward(transport).score(prompt: question, responses: ["8", "9"]) }.failure
    }

    @Test func textsAreListsOfOneAndRawScoresAreAskedFor() async throws {
        let transport = FakeTransport(.ok(#"[[{"score":1.25,"label":"LABEL_0"}],[{"score":-4,"label":"LABEL_0"}]]"#))
        let reward = try reward(transport)
        #expect(reward.contract == "tei_predict")
        #expect(try await reward.score(prompt: question, responses: ["8", "9"]) == [1.25, -4])
        let body = try transport.requests[0].decoded(Body.self)
        #expect(transport.requests[0].url == "http://127.0.0.1:8000/predict")
        #expect(body.inputs == [["What is 3 plus 5?\n8"], ["What is 3 plus 5?\n9"]])
        #expect(body.raw_scores && !body.truncate)
    }

    @Test func aCrossEncoderGetsQuestionAndAnswerAsAPair() async throws {
        let transport = FakeTransport(.ok(#"[[{"score":1,"label":"LABEL_0"}]]"#))
        let reward = try reward(transport, .pair)
        #expect(reward.contract == "tei_predict_pair")
        #expect(try await reward.score(prompt: question, responses: ["8"]) == [1])
        #expect(try transport.requests[0].decoded(Body.self).inputs == [["What is 3 plus 5?", "8"]])
    }

    @Test func ofSeveralLabelsTheNamedOneIsTheRewardWhereverItStands() async throws {
        let reply = #"[[{"score":3,"label":"bad"},{"score":-1,"label":"good"}],[{"score":2,"label":"good"},{"score":0.5,"label":"bad"}]]"#
        let named = try reward(FakeTransport(.ok(reply)), label: "good")
        let values = try await named.rewards(RewardRequest(messages: question, responses: ["8", "9"]))
        #expect(values.map(\.score) == [-1, 2])
        let details = try JSONValue(parsing: Array((values[0].details ?? "").utf8))
        #expect(details["labels"]?["bad"] == .double(3))
        let unnamed = try await failure { try await reward(FakeTransport(.ok(reply))).score(prompt: question, responses: ["8", "9"]) }
        #expect(unnamed.failure == .misconfigured && unnamed.message.contains("bad, good"))
        let unknown = try await failure {
            try await reward(FakeTransport(.ok(reply)), label: "fine").score(prompt: question, responses: ["8", "9"])
        }
        #expect(unknown.failure == .misconfigured)
    }

    @Test(arguments: [
        #"[[{"score":1,"label":"L"}]]"#, #"[{"score":1,"label":"L"},{"score":1,"label":"L"}]"#, #"[[{"score":1,"label":"L"}],[]]"#,
        #"[[{"score":1,"label":"L"}],[{"label":"L"}]]"#, #"[[{"score":1,"label":"L"}],null]"#, "{}", "null",
    ])
    func anotherNumberOfPredictionsIsMalformed(reply: String) async throws {
        #expect(try await failureClass(200, reply) == .malformedReply)
    }

    @Test(arguments: [
        (424, #"{"error":"model is not a classifier model","error_type":"backend"}"#, FailureClass.misconfigured),
        (424, #"{"error":"CUDA out of memory","error_type":"backend"}"#, .serverError),
        (422, #"{"error":"Can't convert token","error_type":"tokenizer"}"#, .rejected),
        (429, #"{"error":"Model is overloaded","error_type":"overloaded"}"#, .overloaded),
        (503, #"{"error":"unhealthy","error_type":"unhealthy"}"#, .overloaded),
        (413, #"{"error":"`inputs` must have less than 512 tokens. Given: 600","error_type":"validation"}"#, .tooLong),
        (400, #"{"error":"`inputs` cannot be empty","error_type":"empty"}"#, .rejected),
        (200, #"{"error":"Model is overloaded","error_type":"overloaded"}"#, .serverError),
        (200, #"[[{"score":null,"label":"L"}],[{"score":1,"label":"L"}]]"#, .notFinite),
        (404, "", .misconfigured),
    ])
    func errorsHaveTheirClass(status: Int, body: String, expected: FailureClass) async throws {
        #expect(try await failureClass(status, body) == expected)
    }

    @Test func aBatchTooLargeIsHalvedOnceAndRemembered() async throws {
        var options = TEIDouble.Options()
        options.maxBatch = 5
        let double = TEIDouble(options)
        try await serving(double.server) { address in
            let reward = TEIReward(client: try client(at: address), input: .text(.plain))
            let responses = (0..<18).map { "answer \($0)" }
            let expected = responses.map { TEIDouble.score(of: ["What is 3 plus 5?\n\($0)"]) }
            #expect(try await reward.score(prompt: question, responses: responses) == expected)
            // 18 and 9 are refused, then four and a half times 4.
            #expect(double.journal.requests["/predict"] == 7)
            #expect(try await reward.score(prompt: question, responses: responses) == expected)
            #expect(double.journal.requests["/predict"] == 12)
        }
    }

    @Test func aSingleInputTooLargeIsGivenUp() async throws {
        let transport = FakeTransport(.status(413, "<html>413 Request Entity Too Large</html>"))
        let error = try await failure { try await reward(transport).score(prompt: question, responses: ["8", "9", "10"]) }
        #expect(error.failure == .rejected)
        #expect(transport.requests.count == 2)
    }

    @Test func theProbeTellsTheModelAndRefusesOneThatOnlyEmbeds() async throws {
        try await serving(TEIDouble().server) { address in
            let reward = TEIReward(client: try client(at: address), input: .pair)
            #expect(try await reward.probe() == BackendProbe(models: ["someone/rm"], contextLength: 512, server: "TEI 1.9.3"))
        }
        var options = TEIDouble.Options()
        options.classifies = false
        try await serving(TEIDouble(options).server) { address in
            let reward = TEIReward(client: try client(at: address), input: .pair)
            #expect(try await failure { try await reward.probe() }.failure == .misconfigured)
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
        }
    }

    @Test func theQueueIsTheLoad() async throws {
        var options = TEIDouble.Options()
        options.queue = 17
        try await serving(TEIDouble(options).server) { address in
            let reward = TEIReward(client: try client(at: address), input: .pair)
            #expect(try await reward.load() == ServerLoad(running: 0, waiting: 17))
        }
        #expect(try await reward(FakeTransport(.ok("# nothing\n"))).load() == nil)
    }

    @Test(arguments: [
        (Fault.fewer, FailureClass.malformedReply), (.more, .malformedReply), (.nan, .notFinite), (.truncateBody, .malformedReply),
    ])
    func aFaultIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = TEIDouble()
        double.setFaults { $0.add(fault, on: "/predict", .numbers(1...1)) }
        try await serving(double.server) { address in
            let reward = TEIReward(client: try client(at: address), input: .pair)
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8", "9"]) }.failure == expected)
            let scores = try await reward.score(prompt: question, responses: ["8", "9"])
            #expect(scores == ["8", "9"].map { TEIDouble.score(of: ["What is 3 plus 5?", $0]) })
        }
    }

    @Test func scoresThatAllLieBetween0And1AreReportedOnce() async throws {
        let notices = Lock<[String]>([])
        let transport = FakeTransport(.ok(#"[[{"score":0.9,"label":"L"}]]"#))
        let reward = TEIReward(client: try client(transport), input: .pair) { text in notices.withLock { $0.append(text) } }
        for _ in 0..<70 { _ = try await reward.score(prompt: question, responses: ["8"]) }
        #expect(notices.withLock { $0.count } == 1)
    }
}
