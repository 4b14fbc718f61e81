import Inference
import TestSupport
import Testing

@Suite struct APIKeyTests {
    @Test func isRedactedHoweverItIsPrinted() throws {
        let key = try APIKey("sk-secret", variable: "OPENAI_API_KEY")
        var dumped = ""
        dump(key, to: &dumped)
        dump([key], to: &dumped)
        for text in ["\(key)", String(reflecting: key), "\(Optional(key) as Any)", dumped] {
            #expect(!text.contains("secret"))
        }
        #expect("\(key)".contains("OPENAI_API_KEY"))
    }

    @Test func isSentAsABearerToken() async throws {
        let transport = FakeTransport(.ok(#"{"data":[{"id":"m"}]}"#))
        let policy = try OpenAIPolicy(client: try client(transport, key: try APIKey(" sk-secret\n", variable: "KEY")), model: "m")
        _ = try await policy.probe()
        #expect(transport.requests[0].header("Authorization") == "Bearer sk-secret")
    }

    @Test func isNotSentWhereNoneIsSet() async throws {
        let transport = FakeTransport(.ok(#"{"data":[{"id":"m"}]}"#))
        _ = try await OpenAIPolicy(client: try client(transport), model: "m").probe()
        #expect(transport.requests[0].header("Authorization") == nil)
    }

    @Test(arguments: ["", "  \n", "two words", "line\r\nX-Evil: 1", "schlüssel"])
    func refusesWhatCannotStandInAHeader(value: String) {
        let error = #expect(throws: BackendError.self) { try APIKey(value, variable: "MY_KEY") }
        #expect(error?.failure == .misconfigured)
        #expect(error?.message.contains("MY_KEY") == true)
        #expect(value.isEmpty || error?.message.contains(value) == false)
    }

    @Test func isCutOutOfWhatAServerEchoes() async throws {
        let body = #"{"error":{"message":"you sent Bearer sk-secret","type":"invalid_request_error","param":null,"code":null}}"#
        for status in [400, 401, 403, 500] {
            let transport = FakeTransport(.status(status, body))
            let policy = try OpenAIPolicy(client: try client(transport, key: try APIKey("sk-secret", variable: "KEY")), model: "m")
            let error = try await failure { try await policy.probe() }
            #expect(!error.message.contains("sk-secret"))
        }
    }

    @Test func isCutOutWholeWhereTheExcerptEnds() async throws {
        for padding in 190..<200 {
            let transport = FakeTransport(.status(500, String(repeating: "x", count: padding) + "sk-secret"))
            let policy = try OpenAIPolicy(client: try client(transport, key: try APIKey("sk-secret", variable: "KEY")), model: "m")
            let error = try await failure { try await policy.probe() }
            #expect(!error.message.contains("xsk-"))
        }
    }
}
