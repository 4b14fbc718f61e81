import Inference
import Platform
import Scheduling
import TestSupport
import Testing

@Suite struct ExternalControlTests {
    private let weights = ServedWeights(label: "round-002", path: "/models/round-002", model: "policy")

    private static func list(_ id: String, root: String?) -> ScriptedAnswer {
        let root = root.map { "\"\($0)\"" } ?? "null"
        return .ok(#"{"object":"list","data":[{"id":"\#(id)","root":\#(root)}]}"#)
    }

    private func load(_ weights: ServedWeights, _ answers: ScriptedAnswer...) async throws -> Int {
        let transport = FakeTransport(answers: answers)
        let patience = Patience.manual(limit: .seconds(600), interval: .seconds(1))
        try await ExternalControl(client: try client(transport), patience: patience).load(weights)
        return transport.requests.count
    }

    @Test func waitsThroughARestartUntilTheFolderIsServed() async throws {
        let asked = try await load(
            weights,
            Self.list("policy", root: "/models/round-001"),
            .failure(.init(.cannotConnect, "refused")),
            .status(503, ""),
            Self.list("policy", root: "/models/round-002")
        )
        #expect(asked == 4)
    }

    @Test(arguments: ["round-002", "/models/round-002"])
    func aNameThatIsNewDoesWithoutAFolder(name: String) async throws {
        var named = weights
        named.model = name
        #expect(try await load(named, Self.list("round-001", root: nil), Self.list(name, root: nil)) == 2)
    }

    @Test func theSameNameAloneProvesNothing() async throws {
        let error = try await failure { try await load(weights, Self.list("policy", root: nil)) }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("round-002") && error.message.contains("600 seconds") && error.message.contains("served: policy"))
    }

    @Test func aServerThatNeverComesIsToldApart() async throws {
        let error = try await failure { try await load(weights, .failure(.init(.cannotConnect, "refused"))) }
        #expect(error.message.contains("refused"))
    }

    @Test func aKeyThatIsRefusedIsNotWaitedFor() async throws {
        let error = try await failure { try await load(weights, .status(401, #"{"error":"Unauthorized"}"#)) }
        #expect(error.message.contains("key"))
    }
}
