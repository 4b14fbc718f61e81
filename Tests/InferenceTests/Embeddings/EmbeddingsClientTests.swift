import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct EmbeddingsClientTests {
    private struct Body: Decodable {
        var model: String?
        var input: [String]?
        var inputs: [String]?
        var encoding_format: String?
        var truncate: Bool?
    }

    private func embeddings(_ transport: FakeTransport, _ dialect: EmbeddingsDialect = .openAI) throws -> EmbeddingsClient {
        EmbeddingsClient(client: try client(transport), model: "e", dialect: dialect)
    }

    private func failureClass(_ reply: String, _ dialect: EmbeddingsDialect = .openAI, status: Int = 200) async throws -> FailureClass {
        let transport = FakeTransport(.status(status, reply))
        return try await failure { try await embeddings(transport, dialect).embeddings(of: ["a", "b"]) }.failure
    }

    @Test func vectorsComeInTheOrderOfTheTexts() async throws {
        let reply = #"{"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[1,2.5]}],"usage":{"prompt_tokens":9}}"#
        let transport = FakeTransport(.ok(reply))
        let trace = CallTrace()
        let vectors = try await CallTrace.$current.withValue(trace) { try await embeddings(transport).embeddings(of: ["a", "b"]) }
        #expect(vectors == [[1, 2.5], [3, 4]])
        #expect(trace.report.promptTokens == 9)
        #expect(transport.requests[0].url == "http://127.0.0.1:8000/v1/embeddings")
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.model == "e" && body.input == ["a", "b"] && body.encoding_format == "float")
    }

    @Test func teisOwnPathRefusesToCut() async throws {
        let transport = FakeTransport(.ok("[[1,2],[3,4]]"))
        #expect(try await embeddings(transport, .tei).embeddings(of: ["a", "b"]) == [[1, 2], [3, 4]])
        #expect(transport.requests[0].url == "http://127.0.0.1:8000/embed")
        let body = try transport.requests[0].decoded(Body.self)
        #expect(body.inputs == ["a", "b"] && body.truncate == false)
    }

    @Test(arguments: [
        #"{"data":[{"index":0,"embedding":[1]}]}"#, #"{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}"#,
        #"{"data":[{"index":0,"embedding":[1]},{"index":2,"embedding":[1]}]}"#,
        #"{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[]}]}"#,
        #"{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":"AACAPw=="}]}"#, #"{"data":[{"embedding":[1]},{"embedding":[1]}]}"#,
        #"{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}"#, #"{"data":[null,null]}"#, "[]", "{}",
    ])
    func anythingElseIsMalformed(reply: String) async throws {
        #expect(try await failureClass(reply) == .malformedReply)
    }

    @Test(arguments: ["[[1]]", "[[1],[2],[3]]", "[[1],[2,3]]", "[[1],[]]", "{}", "[1,2]"])
    func anotherListIsMalformed(reply: String) async throws {
        #expect(try await failureClass(reply, .tei) == .malformedReply)
    }

    @Test func whatIsNoNumberIsNotFinite() async throws {
        #expect(try await failureClass(#"{"data":[{"index":0,"embedding":[NaN]},{"index":1,"embedding":[1]}]}"#) == .notFinite)
        #expect(try await failureClass("[[null],[1]]", .tei) == .notFinite)
    }

    @Test func errorsHaveTheirClass() async throws {
        #expect(try await failureClass(#"{"error":{"message":"overloaded"}}"#) == .serverError)
        #expect(try await failureClass(#"{"error":"out of memory","error_type":"backend"}"#, .tei, status: 424) == .serverError)
        #expect(try await failureClass(#"{"error":"Model is overloaded","error_type":"overloaded"}"#, .tei, status: 429) == .overloaded)
        let tooLong = #"{"error":"`inputs` must have less than 512 tokens. Given: 600","error_type":"validation"}"#
        #expect(try await failureClass(tooLong, .tei, status: 413) == .tooLong)
    }

    @Test func aModelThatChangesItsDimensionIsNotBelieved() async throws {
        let transport = FakeTransport(.ok("[[1,2]]"), .ok("[[1,2,3]]"))
        let embeddings = try embeddings(transport, .tei)
        #expect(try await embeddings.embeddings(of: ["a"]) == [[1, 2]])
        let error = try await failure { try await embeddings.embeddings(of: ["a"]) }
        #expect(error.failure == .malformedReply && error.message.contains("3 numbers where 2"))
    }

    @Test(arguments: EmbeddingsDialect.allCases)
    func aServersVectorsComeWholeInBatchesItTakes(dialect: EmbeddingsDialect) async throws {
        var options = TEIDouble.Options()
        options.maxBatch = 6
        let double = TEIDouble(options)
        try await serving(double.server) { address in
            let embeddings = EmbeddingsClient(client: try client(at: address), model: "e", dialect: dialect, batch: 16)
            let texts = (0..<21).map { "text \($0)" }
            #expect(try await embeddings.embeddings(of: texts) == texts.map { TEIDouble.embedding(of: $0) })
            #expect(try await embeddings.embeddings(of: []).isEmpty)
            // 16 and 8 are refused, then 21 go by fours.
            #expect(double.journal.totalRequests == 8)
        }
    }

    @Test(arguments: [
        (Fault.fewer, FailureClass.malformedReply), (.more, .malformedReply), (.nan, .notFinite), (.cutConnection, .connectionLost),
    ])
    func aFaultIsOverWithTheNextRequest(fault: Fault, expected: FailureClass) async throws {
        let double = TEIDouble()
        double.setFaults { $0.add(fault, on: "/v1/embeddings", .numbers(1...1)) }
        try await serving(double.server) { address in
            let embeddings = EmbeddingsClient(client: try client(at: address + "/v1"), model: "e")
            #expect(try await failure { try await embeddings.embeddings(of: ["a", "b"]) }.failure == expected)
            #expect(try await embeddings.embeddings(of: ["a", "b"]).count == 2)
        }
    }

    @Test func theProbeTellsTheModel() async throws {
        try await serving(TEIDouble().server) { address in
            let embeddings = EmbeddingsClient(client: try client(at: address), model: "", dialect: .tei)
            #expect(try await embeddings.probe().models == ["someone/rm"])
        }
        let list = FakeTransport(.ok(#"{"data":[{"id":"other"}]}"#))
        #expect(try await failure { try await embeddings(list).probe() }.failure == .misconfigured)
    }
}
