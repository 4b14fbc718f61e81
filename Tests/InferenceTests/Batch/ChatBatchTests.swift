import Foundation
import Inference
import JSONCursor
import TestSupport
import Testing

/// Lines of a batch ask what live requests ask, and are read as live replies are.
@Suite struct ChatBatchTests {
    private func chat(extra: JSONValue = .object([])) throws -> ChatBatch {
        try ChatBatch(model: "m", client: try client(FakeTransport(.ok("{}"))), extraBody: extra)
    }

    private func line(_ response: String, error: String = "null") throws -> BatchLine {
        var lines = BatchLines(Array(#"{"custom_id":"a","response":\#(response),"error":\#(error)}"#.utf8))
        let found = lines.next()
        return try #require(found)
    }

    private func answer(_ status: Int, _ body: String, count: Int = 2, leftOut: Set<String> = []) throws -> BatchAnswer {
        try chat().answer(line(#"{"status_code":\#(status),"body":\#(body)}"#), count: count, leftOut: leftOut)
    }

    private func choice(_ index: Int, _ text: String, _ finish: String = "stop") -> String {
        #"{"index":\#(index),"message":{"role":"assistant","content":"\#(text)"},"finish_reason":"\#(finish)"}"#
    }

    @Test func theBodyIsTheOneOfALiveRequest() async throws {
        let sampling = SamplingParameters(temperature: 0.7, maxTokens: 25)
        let request = SampleRequest(messages: question, promptTokens: nil, count: 3, seed: 40, sampling: sampling)
        let extra = JSONValue.object([.init("service_tier", .string("flex"))])
        let choices = (0..<3).map { choice($0, "x") }.joined(separator: ",")
        let transport = FakeTransport(.ok(#"{"model":"m","choices":[\#(choices)]}"#))
        _ = try await OpenAIPolicy(client: client(transport), model: "m", extraBody: extra).sample(request)
        #expect(try chat(extra: extra).body(request, leavingOut: []) == transport.requests.first?.body)
    }

    @Test func aLineIsARequestToTheChatPath() throws {
        struct Line: Decodable, Equatable {
            struct Body: Decodable, Equatable { var a: Int }
            var custom_id: String
            var method: String
            var url: String
            var body: Body
        }
        let bytes = ChatBatch.line("r1-\"x\"", Array(#"{"a":1}"#.utf8))
        #expect(bytes.last == 0x0A && bytes.dropLast().allSatisfy { $0 != 0x0A })
        let read = try JSONDecoder().decode(Line.self, from: Data(bytes))
        #expect(read == Line(custom_id: "r1-\"x\"", method: "POST", url: "/v1/chat/completions", body: .init(a: 1)))
    }

    @Test func samplesComeByTheirIndex() throws {
        let body = #"{"choices":[\#(choice(1, "second", "length")),\#(choice(0, "first"))]}"#
        guard case .samples(let samples, nil) = try answer(200, body) else { throw NoFailure() }
        #expect(samples[0]?.text == "first" && samples[1]?.text == "second" && samples[1]?.finishReason == .length)
    }

    @Test func goodChoicesOfABadReplyAreKept() throws {
        let body = #"{"choices":[\#(choice(0, "first")),\#(choice(1, "", "content_filter"))]}"#
        guard case .samples(let samples, let error?) = try answer(200, body) else { throw NoFailure() }
        #expect(samples.count == 1 && samples[0]?.text == "first" && error.failure == .aborted)
    }

    @Test func oneChoiceOfSeveralIsTheFirst() throws {
        guard case .onlyFirst(let sample) = try answer(200, #"{"choices":[\#(choice(0, "first"))]}"#) else { throw NoFailure() }
        #expect(sample.text == "first")
    }

    @Test func aRefusedFieldIsNamedOnceOnly() throws {
        let body = #"{"error":{"message":"Unsupported parameter","param":"temperature","code":"unsupported_parameter"}}"#
        #expect(try answer(400, body) == .refusedField("temperature"))
        guard case .failed(let error) = try answer(400, body, leftOut: ["temperature"]) else { throw NoFailure() }
        #expect(error.failure == .rejected)
    }

    @Test(arguments: [
        (400, #"{"error":{"message":"bad","code":"context_length_exceeded"}}"#, "too_long"),
        (400, #"{"error":{"message":"bad","code":400}}"#, "rejected"),
        (401, #"{"error":{"message":"key","code":"invalid_api_key"}}"#, "misconfigured"),
        (429, #"{"error":{"message":"slow","code":"429"}}"#, "overloaded"),
        (429, #"{"error":{"message":"quota","code":"insufficient_quota"}}"#, "misconfigured"),
        (500, #"{"error":{"message":"broke","code":500}}"#, "server_error"),
        (500, "null", "server_error"),
        (0, "{}", "server_error"),
        (200, #"{"error":{"message":"no worker"}}"#, "server_error"),
        (200, #"{"choices":[]}"#, "malformed_reply"),
        (200, #""text""#, "malformed_reply"),
    ])
    func failuresHaveTheClassesOfLiveReplies(status: Int, body: String, expected: String) throws {
        guard case .failed(let error) = try answer(status, body) else { throw NoFailure() }
        #expect(error.failure.rawValue == expected)
        #expect(error.message.hasPrefix("127.0.0.1:8000/v1 (batch): "))
    }

    @Test(arguments: [("batch_expired", "timed_out"), ("batch_cancelled", "cancelled"), ("anything", "server_error")])
    func linesThatWereNotTriedSayWhy(code: String, expected: String) throws {
        let line = try line("null", error: #"{"code":"\#(code)","message":"w"}"#)
        guard case .failed(let error) = try chat().answer(line, count: 1, leftOut: []) else { throw NoFailure() }
        #expect(error.failure.rawValue == expected)
    }
}
