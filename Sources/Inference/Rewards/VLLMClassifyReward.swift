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

    private let client: EndpointClient
    private let model: String
    private let templateArguments: ExtraFields
    private let watch: ScoreWatch

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
        self.client = client.at(client.address.atServerRoot())
        self.model = model
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
                task: nil,
                templateArguments: templateArguments
            )
            scores.append(try await client.post("/classify", body.bytes, VLLMClassifyReply.score))
        }
        watch.add(scores, place: "\(client.address.authority) (\(model))")
        return scores
    }
    package func load() async throws -> ServerLoad? {
        try await client.getIfOffered("/metrics") { VLLMLoad.read($0.body) }
    }
}
