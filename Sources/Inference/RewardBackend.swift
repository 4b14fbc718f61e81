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

    /// One finite score per response, in order, in the reward model's own unit; higher is better.
    func score(prompt: [Message], responses: [String]) async throws -> [Double]
}
