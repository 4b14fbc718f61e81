import JSONCursor
import Platform
import Scheduling

/// A reward model served by llama.cpp's llama-server with `--rerank`: the prompt is the query, the responses are the documents.
///
/// What the model reads is the `rerank` template in its GGUF file with `{query}` and `{document}` filled in; without one it reads query and
/// document joined by separators, which is no conversation. The score is the raw output of the head, except that llama.cpp puts a softmax on
/// the heads of some architectures (Qwen3), so that a two-row head `[w, 0]` answers the sigmoid of `w`.
package final class LlamaRerankReward: RewardBackend {
    package let contract = "llamacpp_rerank"
    package let batching = RewardBatching.list

    private let client: EndpointClient
    private let model: String
    private let notice: @Sendable (String) -> Void
    private let watch = Lock(RerankScoreWatch())

    /// - Parameters:
    ///   - client: The server's address, with or without `/v1` at its end.
    ///   - model: The name the server serves its model by (`--alias`).
    ///   - notice: Told once if the first scores look like probabilities, or like nothing at all.
    package init(client: EndpointClient, model: String, notice: @escaping @Sendable (String) -> Void = { _ in }) {
        self.client = client.at(client.address.atServerRoot())
        self.model = model
        self.notice = notice
    }

    package func probe() async throws -> BackendProbe {
        try await client.get("/health") { try $0.skip() }
        let properties = try await client.get("/props") { try LlamaProperties(&$0) }
        let server = properties.build.map { "llama.cpp \($0)" } ?? "llama.cpp"
        var probe = try await client.get("/v1/models") { try ModelList(&$0).probe(of: model, server: server) }
        probe.contextLength = properties.contextLength
        return probe
    }

    /// A prompt of one user message is its text, any other one line `role: text` a message.
    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        guard !responses.isEmpty else { return [] }
        let query = RewardTemplate.promptText(prompt)
        // The server fills in the query first and then looks for the document's place in all of it.
        guard !query.contains("{document}") else {
            throw BackendError(
                .rejected,
                "\(client.place): a prompt with {document} in it cannot be ranked: llama-server would put the response there"
            )
        }
        let reply = try await client.send(.post, "/v1/rerank", body(query, responses))
        if reply.response.status == 501 {
            throw BackendError(.misconfigured, "\(client.place)/v1/rerank: this llama-server does not rank: start it with --rerank")
        }
        // What does not fit the physical batch is answered like a failure of the server.
        if reply.response.status == 500, ServerComplaint(body: reply.response.body)?.message.contains("too large to process") == true {
            throw BackendError(
                .tooLong,
                "\(client.place)/v1/rerank: a prompt and its response do not fit the server's batch: raise --ubatch-size"
            )
        }
        let scores = try reply.read { response in
            try JSONCursor.read(response.body) { try LlamaRerankReply.scores(&$0, count: responses.count) }
        }
        if let warning = watch.withLock({ $0.add(scores) }) { notice(sentence(warning)) }
        return scores
    }

    private func body(_ query: String, _ responses: [String]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("model")
        writer.string(model)
        writer.key("query")
        writer.string(query)
        writer.key("documents")
        writer.strings(responses)
        writer.key("top_n")
        writer.integer(responses.count)
        writer.endObject()
        return writer.bytes
    }

    private func sentence(_ warning: RerankScoreWatch.Warning) -> String {
        let first = "\(client.address.authority): the first \(UnitRangeWatch.window) scores of \(model)"
        switch warning {
        case .probabilities:
            return "\(first) all lie between 0 and 1: llama.cpp puts a softmax on some heads, and good responses then tie near 1; "
                + "fine if the model was trained so"
        case .nothing:
            return "\(first) are all but 0: this is no reward model; its GGUF file has no classification head that llama.cpp knows"
        }
    }
}
