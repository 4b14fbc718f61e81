import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct TritonRewardTests {
    private struct Body: Decodable {
        struct Tensor: Decodable, Equatable {
            var name: String
            var shape: [Int]
            var datatype: String
            var data: [String]
        }
        var inputs: [Tensor]
    }

    private static func reply(_ outputs: String) -> String {
        #"{"model_name":"reward_model","model_version":"1","outputs":[\#(outputs)]}"#
    }

    private static func output(_ shape: String, _ data: String, name: String = "rewards", datatype: String = "FP32") -> String {
        #"{"name":"\#(name)","shape":\#(shape),"datatype":"\#(datatype)","data":\#(data)}"#
    }

    private func reward(_ transport: FakeTransport, _ address: String = "http://127.0.0.1:5555", column: Int? = nil) throws -> TritonReward
    {
        try TritonReward(client: try client(transport, address), template: .plain, column: column)
    }

    private func scores(_ outputs: String, column: Int? = nil) async throws -> [Double] {
        try await reward(FakeTransport(.ok(Self.reply(outputs))), column: column).score(prompt: question, responses: ["8", "9"])
    }

    @Test(arguments: ["http://127.0.0.1:5555", "http://127.0.0.1:5555/v2"])
    func sentencesAreOneColumnOfBytes(address: String) async throws {
        let transport = FakeTransport(.ok(Self.reply(Self.output("[2,1]", "[0.5,-0.25]"))))
        #expect(try await reward(transport, address).score(prompt: question, responses: ["8", "\"9\""]) == [0.5, -0.25])
        #expect(transport.requests[0].url == "http://127.0.0.1:5555/v2/models/reward_model/infer")
        let inputs = try transport.requests[0].decoded(Body.self).inputs
        let texts = ["What is 3 plus 5?\n8", "What is 3 plus 5?\n\"9\""]
        #expect(inputs == [.init(name: "sentences", shape: [2, 1], datatype: "BYTES", data: texts)])
    }

    @Test func flatAndNestedDataAreRead() async throws {
        #expect(try await scores(Self.output("[2]", "[1,2]")) == [1, 2])
        #expect(try await scores(Self.output("[2,1]", "[[1],[2]]", datatype: "FP64")) == [1, 2])
    }

    @Test func otherOutputsArePassedOver() async throws {
        let outputs = [
            Self.output("[2,1]", #"["no","yes"]"#, name: "exceeded", datatype: "BYTES"), Self.output("[2,1]", "[1,2]"),
            Self.output("[2,9]", "[true]", name: "other", datatype: "BOOL"),
        ]
        #expect(try await scores(outputs.joined(separator: ",")) == [1, 2])
    }

    @Test func ofSeveralColumnsOneIsNamed() async throws {
        let output = Self.output("[2,3]", "[1,2,3,4,5,6]")
        #expect(try await scores(output, column: 1) == [2, 5])
        #expect(try await failure { try await scores(output) }.failure == .misconfigured)
        #expect(try await failure { try await scores(output, column: 3) }.failure == .misconfigured)
    }

    @Test(arguments: [
        (output("[2,1]", "[1]"), FailureClass.malformedReply), (output("[2,1]", "[1,2,3]"), .malformedReply),
        (output("[3,1]", "[1,2,3]"), .malformedReply), (output("[1,2]", "[1,2]"), .malformedReply),
        (output("[]", "[1,2]"), .malformedReply),
        (output("[2,1]", "[1,null]"), .malformedReply), (output("[2,1,1]", "[1,2]"), .malformedReply),
        (output("[2,1]", "[1,NaN]"), .notFinite), (output("[2,1]", "[1,2]", name: "values"), .misconfigured),
        (output("[2,1]", #"["1","2"]"#, datatype: "BYTES"), .misconfigured), (output("[2,1]", "[1,2]", datatype: "INT64"), .misconfigured),
        (output("[2,1]", "[1,2]") + "," + output("[2,1]", "[1,2]"), .malformedReply), ("", .misconfigured),
    ])
    func anythingElseIsRefused(outputs: String, expected: FailureClass) async throws {
        #expect(try await failure { try await scores(outputs) }.failure == expected)
    }

    @Test(arguments: ["", "a/b", "a b", "../secret?", "..", "50%"])
    func aNameThatIsNoPartOfAPathIsMisconfigured(name: String) throws {
        let error = #expect(throws: BackendError.self) {
            try TritonReward(client: try client(FakeTransport(.ok("{}"))), model: name, template: .plain)
        }
        #expect(error?.failure == .misconfigured)
    }

    @Test(arguments: [(false, false), (true, false), (false, true)])
    func aServersRewardsComeInOrderInBatchesItTakes(isFlat: Bool, nestsRows: Bool) async throws {
        var options = TritonDouble.Options()
        options.maxBatch = 3
        options.isFlat = isFlat
        options.nestsRows = nestsRows
        options.hasTextOutput = true
        let double = TritonDouble(options)
        try await serving(double.server) { address in
            let reward = try TritonReward(client: try client(at: address), template: .plain)
            #expect(try await reward.probe() == BackendProbe(models: ["reward_model"], server: "Triton (python)"))
            let responses = (0..<7).map { "answer \($0)" }
            let expected = responses.map { TritonDouble.reward(of: "What is 3 plus 5?\n\($0)") }
            #expect(try await reward.score(prompt: question, responses: responses) == expected)
            // 7 are refused, then 3, 3 and 1.
            #expect(double.journal.requests["/v2/models/reward_model/infer"] == 4)
        }
    }

    @Test(arguments: [
        (Fault.fewer, FailureClass.malformedReply), (.more, .malformedReply), (.nan, .notFinite), (.serverError, .serverError),
    ])
    func aFaultIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = TritonDouble()
        double.setFaults { $0.add(fault, on: "/v2/models/reward_model/infer", .numbers(1...1)) }
        try await serving(double.server) { address in
            let reward = try TritonReward(client: try client(at: address), template: .plain)
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8", "9"]) }.failure == expected)
            #expect(try await reward.score(prompt: question, responses: ["8", "9"]).count == 2)
        }
    }

    @Test func theProbeComparesNames() async throws {
        try await serving(TritonDouble().server) { address in
            let client = try client(at: address)
            let other = try TritonReward(client: client, model: "other", template: .plain)
            #expect(try await failure { try await other.probe() }.failure == .misconfigured)
            #expect(try await failure { try await other.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
            let values = try TritonReward(client: client, template: .plain, output: "values")
            #expect(try await failure { try await values.probe() }.message.contains("no output values; it has rewards"))
            let text = try TritonReward(client: client, template: .plain, input: "text")
            #expect(try await failure { try await text.probe() }.failure == .misconfigured)
            #expect(try await failure { try await text.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
        }
    }

    @Test func aModelThatStillLoadsIsWaitedFor() async throws {
        var options = TritonDouble.Options()
        options.isReady = false
        try await serving(TritonDouble(options).server) { address in
            let reward = try TritonReward(client: try client(at: address), template: .plain)
            #expect(try await failure { try await reward.probe() }.failure == .overloaded)
        }
    }
}
