import Inference
import Scheduling
import TestSupport
import Testing
import Transport

/// What the scheduler is told about every way in which an exchange can fail.
@Suite struct FailureClassTests {
    private func error(_ answer: ScriptedAnswer, key: APIKey? = nil) async throws -> BackendError {
        let transport = FakeTransport(answer)
        return try await failure { try await VLLMPolicy(client: try client(transport, key: key), model: "m").promptTokens(of: question) }
    }

    private static let plain = #"{"error":{"message":"no","type":"x","param":null,"code":1}}"#

    @Test(arguments: [
        (400, FailureClass.rejected), (413, .rejected), (422, .rejected), (404, .rejected), (418, .rejected),
        (401, .misconfigured), (402, .misconfigured), (403, .misconfigured), (405, .misconfigured), (302, .misconfigured),
        (408, .timedOut), (409, .serverError), (429, .overloaded), (503, .overloaded),
        (500, .serverError), (501, .serverError), (502, .serverError), (504, .serverError), (529, .serverError),
    ])
    func aStatusHasItsClass(status: Int, expected: FailureClass) async throws {
        #expect(try await error(.status(status, Self.plain)).failure == expected)
    }

    @Test(arguments: [
        (HTTPFailure.Kind.cannotConnect, FailureClass.unreachable), (.connectTimeout, .unreachable), (.connectionLost, .connectionLost),
        (.totalTimeout, .timedOut), (.stallTimeout, .timedOut), (.replyTooLarge, .malformedReply), (.protocolError, .misconfigured),
        (.cancelled, .cancelled),
    ])
    func aMissingReplyHasItsClass(kind: HTTPFailure.Kind, expected: FailureClass) async throws {
        let error = try await error(.failure(HTTPFailure(kind, "the reason")))
        #expect(error.failure == expected)
        #expect(error.message == "127.0.0.1:8000/tokenize: no whole reply: the reason")
    }

    @Test(arguments: [
        #"{"error":{"message":"The model `m` does not exist. Valid aliases: tiny-lm.","type":"NotFoundError","param":"model","code":404}}"#,
        #"{"object":"error","message":"The model `m` does not exist.","type":"NotFoundError","param":null,"code":404}"#,
        #"{"error":{"message":"no access","type":"invalid_request_error","param":null,"code":"model_not_found"}}"#,
        #"{"detail":"Not Found"}"#,
        "<html><body>404</body></html>",
    ])
    func aModelOrPathThatIsNotThereIsMisconfigured(body: String) async throws {
        #expect(try await error(.status(404, body)).failure == .misconfigured)
    }

    @Test(arguments: [
        (
            400,
            #"{"error":{"message":"This model's maximum context length is 512 tokens. However, your prompt contains at least 513 input tokens","type":"BadRequestError","param":"input_tokens","code":400}}"#
        ),
        (
            400,
            #"{"error":{"message":"The decoder prompt (length 600) is longer than the maximum model length of 512.","type":"BadRequestError","param":null,"code":400}}"#
        ),
        (400, #"{"error":{"message":"too long","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"#),
        (
            400,
            #"{"error":{"code":400,"message":"request (12015 tokens) exceeds the limit","type":"exceed_context_size_error","n_ctx":512}}"#
        ),
        (413, #"{"error":"Input validation error: `inputs` must have less than 512 tokens. Given: 600","error_type":"Validation"}"#),
    ])
    func anItemThatDoesNotFitTheContextIsTooLong(status: Int, body: String) async throws {
        #expect(try await error(.status(status, body)).failure == .tooLong)
    }

    @Test func anEmptyAccountIsNotRetried() async throws {
        let body =
            #"{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"#
        #expect(try await error(.status(429, body)).failure == .misconfigured)
        let limited = #"{"error":{"message":"slow down","type":"requests","param":null,"code":"rate_limit_exceeded"}}"#
        #expect(try await error(.status(429, limited)).failure == .overloaded)
    }

    @Test func aServerThatCannotWriteNaNIsNotAsked500TimesAgain() async throws {
        let body =
            #"{"error":{"message":"Out of range float values are not JSON compliant: nan","type":"InternalServerError","param":null,"code":500}}"#
        #expect(try await error(.status(500, body)).failure == .notFinite)
    }

    @Test func aRefusedKeyNamesItsVariable() async throws {
        let refused = #"{"error":"Unauthorized"}"#
        let withKey = try await error(.status(401, refused), key: try APIKey("sk-1", variable: "VLLM_KEY"))
        #expect(withKey.message.contains("VLLM_KEY"))
        #expect(try await error(.status(401, refused)).message.contains("api_key_env"))
    }

    @Test(arguments: [
        #"{"error":{"message":"EngineCore died","type":"InternalServerError","param":null,"code":500}}"#,
        #"{"object":"error","message":"EngineCore died","type":"InternalServerError","param":null,"code":500}"#,
        #"{"tokens":[1],"error":"EngineCore died"}"#,
    ])
    func anErrorObjectAfterA200IsAServerError(body: String) async throws {
        let error = try await error(.ok(body))
        #expect(error.failure == .serverError)
        #expect(error.message.contains("EngineCore died"))
    }

    @Test(arguments: [
        #"{"tokens":[1,2"#, "", "<html>hello</html>", "[]", #"{"tokens":"1"}"#, #"{"tokens":[]}"#, #"{"count":3,"tokens":[1,2]}"#, "{}{}",
    ])
    func aReplyThatIsNotWhatWasAskedForIsMalformed(body: String) async throws {
        #expect(try await error(.ok(body)).failure == .malformedReply)
    }

    @Test func aPageInPlaceOfJSONIsShown() async throws {
        let page =
            "127.0.0.1:8000/tokenize: the reply is not JSON but a page, of a proxy in front of the server perhaps: <html>login</html>"
        #expect(try await error(.ok("<html>login</html>")).message == page)
        let typed = try await error(.status(200, "\n Please\u{1B}[2J log in", [("content-type", "text/html; charset=utf-8")]))
        #expect(
            typed.failure == .malformedReply
                && typed.message.hasSuffix("but a page, of a proxy in front of the server perhaps: Please [2J log in")
        )
        let gateway = try await error(.status(502, "<html><title>502</title></html>", [("Content-Type", "text/html")]))
        #expect(gateway.failure == .serverError && gateway.message.contains("answered 502 with what is not JSON but a page"))
        #expect(try await error(.status(503, "<html></html>", [("Content-Type", "text/html")])).failure == .overloaded)
    }

    @Test(
        arguments: [
            ("data: {\"error\":{\"message\":\"EngineCore died\",\"code\":500}}\n\ndata: [DONE]\n\n", FailureClass.serverError),
            (": ping\n\ndata: {\"id\":1,\"error\":null}\n\ndata: {\"error\":\"EngineCore died\"}\r\n\r\n", .serverError),
            ("data: {\"choices\":[]}\n\ndata: [DONE]\n\n", .malformedReply), ("event: error\ndata: nothing\n\n", .malformedReply),
        ]
    )
    func aStreamThatNobodyAskedForIsReadForItsError(body: String, expected: FailureClass) async throws {
        let error = try await error(.ok(body))
        #expect(error.failure == expected)
        #expect(error.message.contains(expected == .serverError ? "EngineCore died" : "a stream of events"))
    }

    @Test(
        arguments: [
            (429, "false", FailureClass.rejected), (503, "false", .rejected), (500, "FALSE", .rejected), (408, "false", .rejected),
            (409, "false", .rejected), (400, "true", .serverError), (404, "true", .serverError), (422, "True", .serverError),
            (429, "true", .overloaded), (500, "true", .serverError), (400, "false", .rejected), (400, "perhaps", .rejected),
            // Nothing can work there, whatever the server hopes.
            (401, "true", .misconfigured), (401, "false", .misconfigured),
        ]
    )
    func aServerThatSaysWhetherToTryAgainIsBelieved(status: Int, word: String, expected: FailureClass) async throws {
        let error = try await error(.status(status, Self.plain, [("X-Should-Retry", word), ("Retry-After", "3")]))
        #expect(error.failure == expected)
        if expected == .serverError || expected == .overloaded { #expect(error.retryAfter == 3) }
    }
}
