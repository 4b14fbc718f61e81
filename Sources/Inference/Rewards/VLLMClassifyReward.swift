package import JSONCursor
package import Scheduling

/// A sequence-classification reward model with one label, served by vLLM (`--runner pooling`): the head's raw output for a conversation,
/// in the model's own template.
///
/// vLLM applies a sigmoid to a one-label head unless told otherwise, under which good responses tie; that is switched off in every spelling
/// that versions have had (`entrypoints/pooling/classify/protocol.py`). Unknown fields are ignored, so `notice` speaks up when it did not help.
package final class VLLMClassifyReward: RewardBackend {
    package let contract = "vllm_classify"
    package let batching = RewardBatching.single

    private let head: VLLMHead

    /// - Parameters:
    ///   - client: The server's address, with or without `/v1` at its end.
    ///   - templateArguments: The reward's `template_kwargs`, an object.
    ///   - notice: Told once if all of the first scores lie in [0, 1].
    package init(
        client: EndpointClient,
        model: String,
        templateArguments: JSONValue = .object([]),
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(BackendError) {
        head = try VLLMHead(client: client, model: model, templateArguments: templateArguments, notice: notice)
    }

    package func probe() async throws -> BackendProbe {
        try await head.probe()
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try await head.scores(at: "/classify", prompt: prompt, responses: responses, VLLMClassifyReply.score)
    }

    package func load() async throws -> ServerLoad? {
        try await head.load()
    }
}
