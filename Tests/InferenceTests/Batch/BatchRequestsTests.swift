import Foundation
import Inference
import TestSupport
import Testing
import Transport

/// What goes to a provider of batches, as OpenAI's reference has it.
@Suite struct BatchRequestsTests {
    private let batch = #"{"id":"batch_1","object":"batch","status":"validating","input_file_id":"file-1","metadata":{"a":"b"}}"#

    private func batches(_ transport: FakeTransport, key: APIKey? = nil) throws -> BatchClient {
        BatchClient(try client(transport, key: key))
    }

    @Test func anUploadIsAFormOfTwoFields() async throws {
        let transport = FakeTransport(.ok(#"{"id":"file-1","object":"file"}"#))
        let file = Array("{\"custom_id\":\"a\"}\n".utf8)
        #expect(try await batches(transport).upload(file, name: "selfplay-1.jsonl", digest: "00ff") == "file-1")
        let request = try #require(transport.requests.first)
        #expect(request.method == .post && request.url == "http://127.0.0.1:8000/v1/files")
        #expect(request.headers.first { $0.name == "Content-Type" }?.value == "multipart/form-data; boundary=selfplay-00ff")
        let wanted = """
            --selfplay-00ff\r
            Content-Disposition: form-data; name="purpose"\r
            \r
            batch\r
            --selfplay-00ff\r
            Content-Disposition: form-data; name="file"; filename="selfplay-1.jsonl"\r
            Content-Type: application/jsonl\r
            \r
            {"custom_id":"a"}
            \r
            --selfplay-00ff--\r

            """
        #expect(String(decoding: request.body, as: UTF8.self) == wanted)
    }

    @Test func aBatchIsStartedWithItsMetadata() async throws {
        let transport = FakeTransport(.ok(batch))
        let creation = try await batches(transport).create(fileID: "file-1", metadata: [("selfplay_run", "r"), ("selfplay_batch", "1-ab")])
        guard case .created(let object) = creation else { throw NoFailure() }
        #expect(object.id == "batch_1" && object.status == "validating" && object.metadata == ["a": "b"])
        struct Body: Decodable, Equatable {
            var input_file_id: String
            var endpoint: String
            var completion_window: String
            var metadata: [String: String]
        }
        let sent = try JSONDecoder().decode(Body.self, from: Data(try #require(transport.requests.first).body))
        #expect(
            sent
                == Body(
                    input_file_id: "file-1",
                    endpoint: "/v1/chat/completions",
                    completion_window: "24h",
                    metadata: ["selfplay_run": "r", "selfplay_batch": "1-ab"]
                )
        )
    }

    @Test func pathsAreThoseOfTheReference() async throws {
        let pages = [#"{"data":[],"has_more":false}"#, #"{"data":[]}"#]
        let transport = FakeTransport(answers: ([batch, batch] + pages + ["x\n"]).map { .ok($0) })
        let client = try batches(transport)
        _ = try await client.batch("batch_1")
        _ = try await client.cancel("batch_1")
        _ = try await client.list(after: nil)
        _ = try await client.list(after: "batch_1")
        #expect(try await client.content(ofFile: "file-2") == Array("x\n".utf8))
        #expect(
            transport.requests.map { "\($0.method.rawValue) \($0.url.dropFirst("http://127.0.0.1:8000".count))" } == [
                "GET /v1/batches/batch_1", "POST /v1/batches/batch_1/cancel", "GET /v1/batches?limit=100",
                "GET /v1/batches?limit=100&after=batch_1", "GET /v1/files/file-2/content",
            ]
        )
    }

    /// A name is the server's word: it must not lead anywhere else.
    @Test func namesCannotLeaveTheirPath() async throws {
        let transport = FakeTransport(.ok(batch))
        _ = try await batches(transport).batch("../files/a?b#c d\u{e9}")
        #expect(transport.requests.first?.url == "http://127.0.0.1:8000/v1/batches/%2E%2E%2Ffiles%2Fa%3Fb%23c%20d%C3%A9")
    }

    @Test(arguments: [
        (429, #"{"error":{"message":"Enqueued token limit reached for m.","type":"x","code":"token_limit_exceeded"}}"#),
        (400, #"{"error":{"message":"Enqueued token limit reached for m.","type":"token_limit_exceeded","code":null}}"#),
        (429, #"{"error":{"message":"Enqueued token limit reached for m.","code":"429"}}"#),
    ])
    func theLimitOnWaitingTokensIsToldFromOthers(status: Int, body: String) async throws {
        let transport = FakeTransport(.status(status, body))
        let creation = try await batches(transport).create(fileID: "f", metadata: [])
        #expect(creation == .enqueuedLimit("Enqueued token limit reached for m."))
    }

    @Test(arguments: [
        (429, #"{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}"#, "overloaded"),
        (429, #"{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}"#, "misconfigured"),
        (500, #"{"error":{"message":"The server had an error"}}"#, "server_error"),
        (400, #"{"error":{"message":"Invalid file","code":null}}"#, "rejected"),
        (200, #"{"object":"batch"}"#, "malformed_reply"),
        (200, "<html>", "malformed_reply"),
    ])
    func otherRefusalsKeepTheirClass(status: Int, body: String, expected: String) async throws {
        let transport = FakeTransport(.status(status, body))
        let error = try await failure { try await batches(transport).create(fileID: "f", metadata: []) }
        #expect(error.failure.rawValue == expected)
    }

    @Test func theKeyIsSentAndNeverShown() async throws {
        let body = #"{"error":{"message":"Enqueued token limit reached for sk-12345.","code":"token_limit_exceeded"}}"#
        let transport = FakeTransport(.status(429, body))
        let creation = try await batches(transport, key: APIKey("sk-12345", variable: "KEY")).create(fileID: "f", metadata: [])
        #expect(transport.requests.first?.headers.contains { $0.name == "Authorization" && $0.value == "Bearer sk-12345" } == true)
        #expect(creation == .enqueuedLimit("Enqueued token limit reached for <key from KEY>."))
    }

    @Test func aRefusedFileSaysWhichLine() async throws {
        let body = """
            {"id":"b","status":"failed","errors":{"object":"list","data":[{"code":"invalid_json_line","message":"This line is not\\u001b[31m JSON.",
            "param":null,"line":3},{"code":7,"message":null,"line":null}]},"output_file_id":"","error_file_id":null,"request_counts":null}
            """
        let object = try await batches(FakeTransport(.ok(body))).batch("b")
        #expect(object.complaint == "line 3: This line is not [31m JSON.; 7")
        #expect(!object.hitEnqueuedLimit && object.outputFileID == nil)
        let full = body.split(separator: "invalid_json_line").joined(separator: "token_limit_exceeded")
        #expect(try await batches(FakeTransport(.ok(full))).batch("b").hitEnqueuedLimit)
    }
}
