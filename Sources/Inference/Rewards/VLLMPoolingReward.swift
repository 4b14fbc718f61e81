package import JSONCursor
package import Scheduling

/// A reward model behind vLLM's `POST /pooling`, for servers that pool but do not offer `/classify`: the head's raw output for a
/// conversation, in the model's own template (`entrypoints/pooling/pooling/protocol.py`).
///
/// As with `/classify` a sigmoid is the server's default and is switched off in every spelling; `notice` speaks up when that did not help.
package final class VLLMPoolingReward: RewardBackend {
    /// What the head is asked for. The raw values are vLLM's.
    package enum Task: String, Sendable, Hashable, CaseIterable {
        case classify
        /// One row a token: refused unless it is one value for the whole conversation (a head read at one step only).
        case tokenClassify = "token_classify"
    }

    package let contract = "vllm_pooling"
    package let batching = RewardBatching.single

    private let head: VLLMHead
    private let task: Task

    /// - Parameters:
    ///   - client: The server's address, with or without `/v1` at its end.
    ///   - templateArguments: The reward's `template_kwargs`, an object.
    ///   - notice: Told once if all of the first scores lie in [0, 1].
    package init(
        client: EndpointClient,
        model: String,
        task: Task = .classify,
        templateArguments: JSONValue = .object([]),
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(BackendError) {
        self.task = task
        head = try VLLMHead(client: client, model: model, templateArguments: templateArguments, notice: notice)
    }

    package func probe() async throws -> BackendProbe {
        try await head.probe()
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try await head.scores(at: "/pooling", task: task.rawValue, prompt: prompt, responses: responses, VLLMPoolingReply.score)
    }

    package func load() async throws -> ServerLoad? {
        try await head.load()
    }
}
