import Inference
import Scheduling
import TestSupport
import Testing

/// The servers' own words, whatever shape they come in.
@Suite struct ServerErrorShapeTests {
    private func error(_ status: Int, _ body: String) async throws -> BackendError {
        let transport = FakeTransport(.status(status, body))
        return try await failure { try await VLLMPolicy(client: try client(transport), model: "m").promptTokens(of: question) }
    }

    @Test(arguments: [
        #"{"error":{"message":"temperature must be non-negative, got -1.0.","type":"BadRequestError","param":"temperature","code":400}}"#,
        #"{"object":"error","message":"temperature must be non-negative, got -1.0.","type":"BadRequestError","param":null,"code":400}"#,
        #"{"error":"temperature must be non-negative, got -1.0.","error_type":"validation"}"#,
        #"{"detail":"temperature must be non-negative, got -1.0."}"#,
        #"{"detail":[{"type":"value_error","loc":["body","temperature"],"msg":"temperature must be non-negative, got -1.0."}]}"#,
        #"{"error":{"code":"invalid_value","message":"temperature must be non-negative, got -1.0.","type":"invalid_request_error"}}"#,
        #"[{"error":{"code":400,"message":"temperature must be non-negative, got -1.0.","status":"INVALID_ARGUMENT"}}]"#,
        "temperature must be non-negative, got -1.0.",
    ])
    func theMessageIsFoundInEveryShape(body: String) async throws {
        let error = try await error(400, body)
        #expect(error.failure == .rejected)
        #expect(error.message.contains("temperature must be non-negative, got -1.0."))
        #expect(error.message.hasPrefix("127.0.0.1:8000/tokenize: answered 400"))
    }

    @Test func theFieldsPlaceIsKept() async throws {
        let body = #"{"detail":[{"loc":["body","messages",0,"role"],"msg":"field required"},{"loc":["body","n"],"msg":"too large"}]}"#
        #expect(try await error(422, body).message.contains("body.messages.0.role: field required; body.n: too large"))
    }

    @Test func aPageOfAProxyIsShownInPart() async throws {
        let page =
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n" + String(repeating: "<!-- padding -->\r\n", count: 80) + "</html>"
        let error = try await error(502, page)
        #expect(error.failure == .serverError)
        #expect(error.message.contains("<html> <head><title>502 Bad Gateway</title></head> <!-- padding -->"))
        #expect(error.message.utf8.count < 700)
        #expect(!error.message.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test func whatSteersATerminalIsTakenOut() async throws {
        let body = "{\"error\":{\"message\":\"a\\u001b[2J\\u009bb\\u202ec\\u0007\\nd\",\"code\":400}}"
        #expect(try await error(400, body).message.hasSuffix("a [2J bc d"))
    }

    @Test func aLongMessageIsCutAtAWholeCharacter() async throws {
        let body = #"{"error":{"message":"x"# + String(repeating: "é", count: 1000) + #"","code":400}}"#
        let message = try await error(400, body).message
        #expect(message.utf8.count < 600)
        #expect(message.hasSuffix("é…"))
    }

    @Test func anEmptyBodyIsFine() async throws {
        #expect(try await error(500, "").message == "127.0.0.1:8000/tokenize: answered 500")
    }
}
