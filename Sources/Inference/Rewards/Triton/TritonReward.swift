import JSONCursor
import Scheduling

/// A reward model behind the v2 inference protocol (Triton, PyTriton, NeMo-Aligner's `serve_reward_model.py`): sentences in as BYTES [B, 1],
/// rewards out as FP32 [B, 1] or [B].
///
/// The server reads whole texts, so a template must be chosen. Of a model that gives several numbers a sentence (SteerLM's attributes), one
/// column is the reward. A batch over the model's `max_batch_size` is halved, which is remembered.
package final class TritonReward: RewardBackend {
    package let contract = "triton"
    package let batching = RewardBatching.list

    private let client: EndpointClient
    private let model: String
    private let template: RewardTemplate
    private let input: String
    private let output: String
    private let column: Int?
    private let limit: BatchLimit
    private let watch: ScoreWatch
    /// The model's own place on the server.
    private let path: String

    /// - Parameters:
    ///   - client: The server's address, with or without `/v2` at its end.
    ///   - model: The model's name, part of the path (NeMo's is `reward_model`).
    ///   - column: Counted from 0; needed only where the output has several columns.
    ///   - batch: Sentences a request at first.
    ///   - notice: Told once if all of the first scores lie in [0, 1].
    package init(
        client: EndpointClient,
        model: String = "reward_model",
        template: RewardTemplate,
        input: String = "sentences",
        output: String = "rewards",
        column: Int? = nil,
        batch: Int = 64,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(BackendError) {
        let allowed = model.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/?#%\\".utf8.contains($0) }
        guard !model.isEmpty, allowed, model != ".", model != ".." else {
            throw BackendError(
                .misconfigured,
                "rewards.model cannot be part of a path: a Triton model's name has no spaces, slashes, ? # %"
            )
        }
        guard column.map({ $0 >= 0 }) ?? true else {
            throw BackendError(.misconfigured, "rewards.column counts from 0")
        }
        self.client = client
        self.model = model
        self.template = template
        self.input = input
        self.output = output
        self.column = column
        limit = BatchLimit(batch)
        path = (client.address.path.hasSuffix("/v2") ? "" : "/v2") + "/models/\(model)"
        watch = ScoreWatch(remedy: "look whether the server ends with a sigmoid; good responses then tie near 1", notice: notice)
    }

    /// Reads the model's description and compares the names of its input and output.
    package func probe() async throws -> BackendProbe {
        let reply = try await client.send(.get, path, [])
        if let error = failure(reply) { throw error }
        let description = try reply.read { response in try JSONCursor.read(response.body) { try TritonModel(&$0) } }
        try require(input, among: description.inputs, kind: "input")
        try require(output, among: description.outputs, kind: "output")
        return BackendProbe(models: [model], server: description.platform.map { "Triton (\(Excerpt.of($0, limit: 40)))" } ?? "Triton")
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        var texts: [String] = []
        for response in responses { texts.append(try await template.text(prompt: prompt, response: response)) }
        let scores: [Double]
        do {
            scores = try await limit.inPortions(texts) { try await infer($0) }
        } catch is BatchLimitFault {
            throw BackendError(.misconfigured, "\(place): the server finds even one sentence a batch too large")
        }
        watch.add(scores, place: "\(client.address.authority) (\(model))")
        return scores
    }

    private var place: String { "\(client.place)\(path)" }

    /// Nil if the server finds the batch too large.
    private func infer(_ texts: [String]) async throws -> [Double]? {
        let reply = try await client.send(.post, path + "/infer", body(texts))
        if reply.response.status == 400, words(of: reply).contains("batch-size must be") { return nil }
        if let error = failure(reply) { throw error }
        return try reply.read { response in
            try JSONCursor.read(response.body) { try TritonReply.scores(&$0, rows: texts.count, name: output, column: column) }
        }
    }

    private func body(_ texts: [String]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("inputs")
        writer.beginArray()
        writer.beginObject()
        writer.key("name")
        writer.string(input)
        writer.key("shape")
        writer.beginArray()
        writer.integer(texts.count)
        writer.integer(1)
        writer.endArray()
        writer.key("datatype")
        writer.string("BYTES")
        writer.key("data")
        writer.strings(texts)
        writer.endObject()
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// What Triton's words mean where the status alone would be taken for a refusal of the item.
    private func failure(_ reply: EndpointReply) -> BackendError? {
        guard reply.response.status == 400 || reply.response.status == 404 else { return nil }
        let said = words(of: reply)
        if said.contains("not at ready state") || said.contains("is not ready") {
            return BackendError(.overloaded, "\(place): the model is not ready yet")
        }
        let isUnknown: Bool = said.contains("unknown model") || said.contains("is not found")
        let isMisfit: Bool = said.contains("unexpected inference input") || said.contains("unexpected inference output")
        guard isUnknown || isMisfit else { return nil }
        return BackendError(.misconfigured, "\(place): \(said)")
    }

    private func words(of reply: EndpointReply) -> String {
        ServerComplaint(body: reply.response.body).map { Excerpt.of($0.message) } ?? ""
    }

    private func require(_ name: String, among tensors: [(name: String, datatype: String)], kind: String) throws(BackendError) {
        // A server that describes nothing is asked, not doubted.
        guard !tensors.isEmpty, !tensors.contains(where: { $0.name == name }) else { return }
        let names = tensors.map { Excerpt.of($0.name, limit: 40) }.joined(separator: ", ")
        throw BackendError(.misconfigured, "\(place): the model has no \(kind) \(name); it has \(names)")
    }
}
