package import Scheduling

/// One endpoint that serves a reward model.
///
/// All functions throw `BackendError`. An instance is bound to one endpoint and one model name and may be called concurrently.
package protocol RewardBackend: Sendable {
    /// The wire contract, recorded with every reward (`vllm_classify`, `openrlhf`, `playground`).
    var contract: String { get }

    /// Whether one request carries all responses of a prompt, or one response each.
    var batching: RewardBatching { get }

    /// Reaches the server. Throws like `PolicyBackend.probe`.
    func probe() async throws -> BackendProbe

    /// Whether a request needs the prompt's metadata.
    var readsMetadata: Bool { get }

    /// One finite score per response, in order, in the reward model's own unit; higher is better.
    func score(prompt: [Message], responses: [String]) async throws -> [Double]

    /// The same with details, and with the prompt's metadata at hand. What the orchestrator calls.
    func rewards(_ request: RewardRequest) async throws -> [RewardValue]

    /// The server's load, where it tells; nil where it does not.
    func load() async throws -> ServerLoad?
}

extension RewardBackend {
    package var readsMetadata: Bool { false }

    package func rewards(_ request: RewardRequest) async throws -> [RewardValue] {
        try await score(prompt: request.messages, responses: request.responses).map { RewardValue(score: $0) }
    }

    package func load() async throws -> ServerLoad? { nil }
}
