package import JSONCursor
import Platform

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
    private let notice: @Sendable (String) -> Void
    private let range = Lock(UnitRangeWatch())

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
        self.notice = notice
    }

    package func probe() async throws -> BackendProbe {
        try await client.get("/v1/models") { try ModelList(&$0).probe(of: model, server: "vLLM") }
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        var scores: [Double] = []
        for response in responses {
            let body = body(prompt + [Message(role: "assistant", content: response)])
            scores.append(try await client.post("/classify", body, VLLMClassifyReply.score))
        }
        let isSuspicious = range.withLock { $0.add(scores) }
        if isSuspicious {
            notice(
                "\(client.address.authority): the first \(UnitRangeWatch.window) scores of \(model) all lie between 0 and 1: if it is no such model, "
                    + "this vLLM applies a sigmoid; start it with --pooler-config '{\"use_activation\": false}'"
            )
        }
        return scores
    }

    private func body(_ conversation: [Message]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        writer.key("messages")
        writer.messages(conversation)
        writer.key("add_generation_prompt")
        writer.bool(false)
        for spelling in ["use_activation", "activation", "softmax"] {
            writer.key(spelling)
            writer.bool(false)
        }
        if !templateArguments.isEmpty {
            writer.key("chat_template_kwargs")
            writer.beginObject()
            templateArguments.write(to: &writer)
            writer.endObject()
        }
        writer.endObject()
        return writer.bytes
    }
}
