import Inference
import Platform
import TestSupport
import Testing

/// Fields that a model refuses are left out from then on, once each, and it is said.
@Suite struct OpenAIRefusedFieldTests {
    private static func refusal(_ param: String?, _ message: String = "Unsupported parameter") -> ScriptedAnswer {
        let quoted = param.map { "\"\($0)\"" } ?? "null"
        return .status(
            400,
            #"{"error":{"message":"\#(message)","type":"invalid_request_error","param":\#(quoted),"code":"unsupported_parameter"}}"#
        )
    }

    private static func choices(_ texts: String...) -> ScriptedAnswer {
        let choices = texts.enumerated().map { #"{"index":\#($0),"message":{"content":"\#($1)"},"finish_reason":"stop"}"# }
        return .ok(#"{"choices":[\#(choices.joined(separator: ","))]}"#)
    }

    private func request(_ count: Int) -> SampleRequest {
        SampleRequest(messages: question, promptTokens: nil, count: count, seed: 7, sampling: .init(temperature: 0.8, maxTokens: 9))
    }

    private struct Harness {
        let transport: FakeTransport
        let notices = Lock<[String]>([])
        let policy: OpenAIPolicy

        init(_ transport: FakeTransport) throws {
            self.transport = transport
            let notices = notices
            policy = try OpenAIPolicy(client: try client(transport), model: "m") { text in notices.withLock { $0.append(text) } }
        }
    }

    @Test func aRefusedFieldIsLeftOutOnceAndRemembered() async throws {
        let harness = try Harness(
            FakeTransport(Self.refusal("temperature"), Self.refusal("top_p"), Self.choices("a"), Self.choices("b"))
        )
        #expect(try await harness.policy.sample(request(1)).map(\.text) == ["a"])
        #expect(try await harness.policy.sample(request(1)).map(\.text) == ["b"])
        let sent = try harness.transport.requests.map { try $0.fieldNames() }
        #expect(sent.count == 4)
        #expect(sent[0].contains("temperature") && sent[0].contains("top_p"))
        #expect(!sent[1].contains("temperature") && sent[1].contains("top_p"))
        #expect(!sent[3].contains("temperature") && !sent[3].contains("top_p") && sent[3].contains("seed"))
        #expect(harness.notices.withLock { $0 }.map { $0.contains("temperature") } == [true, false])
    }

    @Test(arguments: ["max_completion_tokens", nil])
    func theOlderNameOfTheLimitIsTriedNext(param: String?) async throws {
        struct Body: Decodable { var max_tokens: Int }
        let message = "Unrecognized request argument supplied: max_completion_tokens"
        let harness = try Harness(FakeTransport(Self.refusal(param, message), Self.choices("a")))
        _ = try await harness.policy.sample(request(1))
        #expect(try harness.transport.requests[1].decoded(Body.self).max_tokens == 9)
        #expect(try !harness.transport.requests[1].fieldNames().contains("max_completion_tokens"))
    }

    @Test(arguments: ["messages", "max_tokens", "stop", "temperature.extra"])
    func aFieldThatIsNeededIsNotLeftOut(param: String) async throws {
        let harness = try Harness(FakeTransport(Self.refusal(param), Self.choices("a")))
        #expect(try await failure { try await harness.policy.sample(request(1)) }.failure == .rejected)
        #expect(harness.transport.requests.count == 1)
    }

    @Test func aServerThatKeepsRefusingIsAskedOnceAField() async throws {
        let harness = try Harness(FakeTransport(Self.refusal("seed")))
        #expect(try await failure { try await harness.policy.sample(request(1)) }.failure == .rejected)
        #expect(harness.transport.requests.count == 2)
    }

    @Test(arguments: [true, false])
    func aServerOfOneChoiceIsAskedOneByOneWithTheSameSeeds(refuses: Bool) async throws {
        struct Body: Decodable {
            var n: Int?
            var seed: Int
        }
        let first = refuses ? [Self.refusal("n"), Self.choices("a")] : [Self.choices("a")]
        let rest = [Self.choices("b"), Self.choices("c")]
        let transport = FakeTransport(answers: first + rest)
        let harness = try Harness(transport)
        #expect(try await harness.policy.sample(request(3)).map(\.text) == ["a", "b", "c"])
        let sent = try transport.requests.suffix(3).map { try $0.decoded(Body.self) }
        #expect(sent.map(\.seed) == [7, 8, 9])
        #expect(sent.dropFirst().allSatisfy { $0.n == nil })
        #expect(harness.notices.withLock { $0.count } == 1)
    }
}
