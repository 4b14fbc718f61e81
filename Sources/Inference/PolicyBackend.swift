package import Scheduling

/// One endpoint that serves a policy (or a reference model): it samples, tokenises and scores given text.
///
/// All functions throw `BackendError`. An instance is bound to one endpoint and one model name and may be called concurrently.
package protocol PolicyBackend: Sendable {
    /// What the dialect offers. Fixed for an instance.
    var capabilities: PolicyCapabilities { get }

    /// Reaches the server and reads what it serves. Throws `unreachable` or `overloaded` while it is down or still loads,
    /// and `misconfigured` when the model is not there.
    func probe() async throws -> BackendProbe

    /// Token ids of the prompt, templated with the generation prompt.
    func promptTokens(of messages: [Message]) async throws -> [Int32]

    /// Token ids of a whole conversation that ends with an assistant turn, templated without a generation prompt.
    func conversationTokens(of messages: [Message]) async throws -> [Int32]

    /// Exactly `request.count` samples in seed order, each finished by `stop` or `length`. Throws `PartialSamples` where only some of them came.
    func sample(_ request: SampleRequest) async throws -> [Sample]

    /// Log-probs at temperature 1 of `response` after `prompt`, one per response token, in nats, all finite.
    func score(prompt: [Int32], response: [Int32]) async throws -> [Double]

    /// The server's load, where it tells; nil where it does not.
    func load() async throws -> ServerLoad?
}

extension PolicyBackend {
    package func load() async throws -> ServerLoad? { nil }

    /// The prompt's tokens as `request` brings them, else as the server tells them.
    func promptTokens(of request: SampleRequest) async throws -> [Int32] {
        if let known = request.promptTokens { return known }
        return try await promptTokens(of: request.messages)
    }
}
