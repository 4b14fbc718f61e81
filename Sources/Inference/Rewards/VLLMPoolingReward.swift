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

    private let client: EndpointClient
    private let model: String
    private let task: Task
    private let templateArguments: ExtraFields
    private let watch: ScoreWatch

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
        self.client = client.at(client.address.atServerRoot())
        self.model = model
        self.task = task
        self.templateArguments = try ExtraFields(templateArguments, reserved: [], setting: "rewards.template_kwargs")
        watch = ScoreWatch(
            remedy: "if it is no such model, this vLLM applies a sigmoid; start it with --pooler-config '{\"use_activation\": false}'",
            notice: notice
        )
    }

    package func probe() async throws -> BackendProbe {
        try await client.get("/v1/models") { try ModelList(&$0).probe(of: model, server: "vLLM") }
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        var scores: [Double] = []
        for response in responses {
            let body = VLLMConversationBody(
                model: model,
                conversation: prompt + [Message(role: "assistant", content: response)],
                task: task.rawValue,
                templateArguments: templateArguments
            )
            scores.append(try await client.post("/pooling", body.bytes, VLLMPoolingReply.score))
        }
        watch.add(scores, place: "\(client.address.authority) (\(model))")
        return scores
    }
    package func load() async throws -> ServerLoad? {
        try await client.getIfOffered("/metrics") { VLLMLoad.read($0.body) }
    }
}
