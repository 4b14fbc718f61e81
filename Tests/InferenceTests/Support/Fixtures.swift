import Inference
import TestSupport
import Testing
import Transport

/// A client of `http://127.0.0.1:8000` that gets these answers.
func client(_ transport: FakeTransport, _ address: String = "http://127.0.0.1:8000", key: APIKey? = nil) throws -> EndpointClient {
    EndpointClient(try EndpointAddress(address), apiKey: key, transport: transport)
}

let question = [Message(role: "user", content: "What is 3 plus 5?")]

/// The error that `body` throws, which must be a `BackendError`.
func failure<Value>(_ body: () async throws -> Value) async throws -> BackendError {
    do {
        _ = try await body()
    } catch let error as BackendError {
        return error
    }
    throw NoFailure()
}

/// Why a sample or all of them are missing, in whichever way `body` says so.
func reason<Value>(_ body: () async throws -> Value) async throws -> BackendError {
    do {
        return try await failure(body)
    } catch let partial as PartialSamples {
        return partial.error
    }
}

/// The `PartialSamples` that `body` throws.
func partial<Value>(_ body: () async throws -> Value) async throws -> PartialSamples {
    do {
        _ = try await body()
    } catch let partial as PartialSamples {
        return partial
    }
    throw NoFailure()
}

struct NoFailure: Error {}
