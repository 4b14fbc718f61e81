import JSONCursor
package import Scheduling

/// A reward model served by SGLang (`--is-embedding`), through its native `POST /classify`: the raw output of the head, `embedding[0]`.
///
/// `/v1/classify` is never used: it puts a softmax over the labels, and with one label every score is 1. The server reads text or token ids,
/// so the conversation is framed here. Text is tokenised with the tokenizer's special tokens, so it must not begin with that token itself.
package final class SGLangClassifyReward: RewardBackend {
    /// How a conversation becomes what the server reads.
    package enum Input: Sendable {
        /// Text, from which the beginning-of-sequence token `droppedPrefix` is taken if it stands in front.
        case text(RewardTemplate, droppedPrefix: String = "")
        /// Token ids of the conversation that ends with the response.
        case tokens(@Sendable ([Message]) async throws -> [Int32])
    }

    package let contract = "sglang_classify"
    package let batching = RewardBatching.list

    private let client: EndpointClient
    private let model: String
    private let input: Input
    private let watch: ScoreWatch

    /// - Parameters:
    ///   - client: The server's address, with or without `/v1` at its end.
    ///   - notice: Told once if all of the first scores lie in [0, 1].
    package init(client: EndpointClient, model: String, input: Input, notice: @escaping @Sendable (String) -> Void = { _ in }) {
        self.client = client.at(client.address.atServerRoot())
        self.model = model
        self.input = input
        watch = ScoreWatch(
            remedy: "a raw output hardly ever stays there; look whether the model was trained with a sigmoid, or a proxy asks /v1/classify",
            notice: notice
        )
    }

    /// Throws `misconfigured` if the server generates instead of rating.
    package func probe() async throws -> BackendProbe {
        let info = try await client.send(.get, "/model_info", [])
        if info.response.status == 200, let value = try? JSONValue(parsing: info.response.body), value["is_generation"] == .bool(true) {
            throw BackendError(
                .misconfigured,
                "\(client.address.authority): this SGLang server generates text; a reward model is served with --is-embedding"
            )
        }
        return try await client.get("/v1/models") { try ModelList(&$0).probe(of: model, server: "SGLang") }
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        guard !responses.isEmpty else { return [] }
        let body = try await body(prompt, responses)
        let scores = try await client.post("/classify", body) { try SGLangClassifyReply.scores(&$0, count: responses.count) }
        watch.add(scores, place: "\(client.address.authority) (\(model))")
        return scores
    }

    package func load() async throws -> ServerLoad? {
        try await SGLangLoad.current(client)
    }

    private func body(_ prompt: [Message], _ responses: [String]) async throws -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        switch input {
        case .text(let template, let prefix):
            writer.key("text")
            writer.beginArray()
            for response in responses {
                let text = try await template.text(prompt: prompt, response: response)
                writer.string(!prefix.isEmpty && text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
            }
            writer.endArray()
        case .tokens(let tokens):
            writer.key("input_ids")
            writer.beginArray()
            for response in responses {
                writer.tokens(try await tokens(prompt + [Message(role: "assistant", content: response)]))
            }
            writer.endArray()
        }
        writer.endObject()
        return writer.bytes
    }
}
