import FoundationEssentials
import Orchestrator
import Transport

/// What commands that talk to servers need of the process.
enum Network {
    static func transport() throws(RunError) -> HTTPClient {
        do { return try HTTPClient() } catch { throw RunError(.resumable, "the HTTP client cannot start: \(error.message)") }
    }

    /// The environment keys are looked up in; nothing of it is recorded.
    static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
