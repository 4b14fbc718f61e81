import Foundation
import Inference
import Platform
import Scheduling
import TestSupport
import Testing
import Transport

/// SGLang's routes as its code has them, answered by a script.
@Suite struct SGLangControlTests {
    private let weights = ServedWeights(label: "round-001", path: "/models/round-001", model: "policy")

    private struct Update: Decodable {
        var model_path: String
        var weight_version: String
        var flush_cache: Bool
        var abort_all_requests: Bool
    }

    /// Answers by path; a path with several answers gives them one after the other.
    private func transport(_ answers: [String: [(Int, String)]]) -> FakeTransport {
        let left = Lock(answers)
        return FakeTransport { request throws(HTTPFailure) in
            let path = request.url.replacing("http://127.0.0.1:8000", with: "")
            let answer = left.withLock { left -> (Int, String) in
                guard var list = left[path], let first = list.first else { return (404, #"{"detail":"Not Found"}"#) }
                if list.count > 1 { list.removeFirst() }
                left[path] = list
                return first
            }
            return HTTPResponse(status: answer.0, headers: [], body: Array(answer.1.utf8))
        }
    }

    private func control(_ transport: FakeTransport) throws -> SGLangDiskControl {
        SGLangDiskControl(client: try client(transport), patience: .manual(limit: .seconds(5)))
    }

    @Test func weightsAreReadTheCacheEmptiedAndTheVersionChecked() async throws {
        let transport = transport([
            "/update_weights_from_disk": [
                (200, #"{"success":true,"message":"Succeeded to update model weights.","num_paused_requests":0}"#)
            ],
            "/flush_cache": [(400, "Flush cache failed.\n"), (400, ""), (200, "Cache flushed.\n")],
            "/model_info": [(200, #"{"model_path":"/models/round-001","weight_version":"round-001"}"#)],
        ])
        try await control(transport).load(weights)
        #expect(transport.requests.count == 5)
        let update = try transport.requests[0].decoded(Update.self)
        #expect(update.model_path == "/models/round-001" && update.weight_version == "round-001")
        #expect(update.flush_cache && !update.abort_all_requests)
    }

    @Test func aRefusalIsToldInTheServersWords() async throws {
        let reply = #"{"success":false,"message":"Failed to get weights iterator: no such folder","num_paused_requests":0}"#
        let error = try await failure { try await control(transport(["/update_weights_from_disk": [(400, reply)]])).load(weights) }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("no such folder") && error.message.contains("/models/round-001"))
    }

    @Test func aVersionThatStaysIsNoticed() async throws {
        let transport = transport([
            "/update_weights_from_disk": [(200, #"{"success":true,"message":""}"#)], "/flush_cache": [(200, "")],
            "/model_info": [(200, #"{"weight_version":"default"}"#)],
        ])
        #expect(try await failure { try await control(transport).load(weights) }.message.contains("default"))
    }

    @Test func aBusyCacheEndsInAnError() async throws {
        let transport = transport([
            "/update_weights_from_disk": [(200, #"{"success":true,"message":""}"#)], "/flush_cache": [(400, "busy")],
        ])
        #expect(try await failure { try await control(transport).load(weights) }.failure == .overloaded)
    }

    @Test func aRouterInFrontIsNamed() async throws {
        #expect(try await failure { try await control(transport([:])).load(weights) }.message.contains("router"))
    }

    @Test func memoryIsNeverReleasedOrResumedTwice() async throws {
        let transport = transport(["/release_memory_occupation": [(200, "null")], "/resume_memory_occupation": [(200, "null")]])
        let control = SGLangMemoryControl(client: try client(transport))
        try await control.restore()
        try await control.release()
        try await control.release()
        try await control.restore()
        try await control.restore()
        #expect(transport.requests.map { $0.url.split(separator: "/").last } == ["release_memory_occupation", "resume_memory_occupation"])
        // Another process released it: this one resumes it.
        try await SGLangMemoryControl(client: try client(transport), isReleased: true).restore()
        #expect(transport.requests.count == 3)
    }
}
