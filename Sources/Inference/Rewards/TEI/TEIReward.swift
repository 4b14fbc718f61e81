import JSONCursor
package import Scheduling

/// A classifier served by Hugging Face's text-embeddings-inference, through `POST /predict`: the raw output of its head.
///
/// The server reads text, so a template must be chosen, or question and answer go as the pair that cross-encoder reward models are trained on.
/// Longer inputs are refused, never cut. A batch the server finds too large is halved, which is remembered.
package final class TEIReward: RewardBackend {
    /// What one input is.
    package enum Input: Sendable {
        /// Prompt and response as one text.
        case text(RewardTemplate)
        /// Prompt and response as two texts, joined by the tokenizer's own separator.
        case pair
    }

    package let contract: String
    package let batching = RewardBatching.list

    private let client: EndpointClient
    private let input: Input
    private let label: String?
    private let limit: BatchLimit
    private let watch: ScoreWatch

    /// - Parameters:
    ///   - label: Whose score is the reward where the model has several labels; a model with one needs none.
    ///   - batch: Inputs a request at first; the server's own limit (`--max-client-batch-size`) is 32 unless set.
    ///   - notice: Told once if all of the first scores lie in [0, 1].
    package init(
        client: EndpointClient,
        input: Input,
        label: String? = nil,
        batch: Int = 32,
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.client = client
        self.input = input
        self.label = label
        limit = BatchLimit(batch)
        switch input {
        case .text: contract = "tei_predict"
        case .pair: contract = "tei_predict_pair"
        }
        watch = ScoreWatch(
            remedy: "raw scores were asked for, so look whether the model itself ends with a sigmoid; good responses then tie near 1",
            notice: notice
        )
    }

    package func probe() async throws -> BackendProbe {
        let info = try await client.get("/info") { try JSONValue(&$0) }
        guard case .string(let model) = info["model_id"] else {
            throw BackendError(.misconfigured, "\(client.address): no text-embeddings-inference: its /info names no model_id")
        }
        if case .object = info["model_type"], info["model_type"]?["classifier"] == nil {
            throw BackendError(
                .misconfigured,
                "\(client.address): \(Excerpt.of(model, limit: 80)) is no classifier: it cannot rate responses"
            )
        }
        var probe = BackendProbe(models: [model])
        if case .integer(let length) = info["max_input_length"] { probe.contextLength = length }
        if case .string(let version) = info["version"] { probe.server = "TEI \(version)" }
        return probe
    }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try await rewards(RewardRequest(messages: prompt, responses: responses)).map(\.score)
    }

    /// Details hold all labels where there are several.
    package func rewards(_ request: RewardRequest) async throws -> [RewardValue] {
        var inputs: [[String]] = []
        for response in request.responses { inputs.append(try await texts(request.messages, response)) }
        let predictions: [[TEILabel]]
        do {
            predictions = try await limit.inPortions(inputs) { try await predict($0) }
        } catch is BatchLimitFault {
            throw BackendError(.rejected, "\(place): the server refuses even a single input as too large")
        }
        let values = try predictions.map { labels throws(BackendError) in try value(of: labels) }
        watch.add(values.map(\.score), place: client.address.authority)
        return values
    }

    package func load() async throws -> ServerLoad? {
        try await client.getIfOffered("/metrics") { TEILoad.read($0.body) }
    }

    private var place: String { "\(client.place)/predict" }

    private func texts(_ prompt: [Message], _ response: String) async throws -> [String] {
        switch input {
        case .text(let template): [try await template.text(prompt: prompt, response: response)]
        case .pair: [RewardTemplate.promptText(prompt), response]
        }
    }

    /// Nil if the server finds the batch too large.
    private func predict(_ inputs: [[String]]) async throws -> [[TEILabel]]? {
        let reply = try await client.send(.post, "/predict", body(inputs))
        if TEIFailure.isBatchTooLarge(reply) { return nil }
        if let error = TEIFailure.failedDependency(reply, place: place) { throw error }
        return try reply.read { response in
            try JSONCursor.read(response.body) { try TEIPredictReply.labels(&$0, count: inputs.count) }
        }
    }

    /// A list of lists always: a list of two strings would be one pair.
    private func body(_ inputs: [[String]]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("inputs")
        writer.beginArray()
        for input in inputs { writer.strings(input) }
        writer.endArray()
        writer.key("raw_scores")
        writer.bool(true)
        writer.key("truncate")
        writer.bool(false)
        writer.endObject()
        return writer.bytes
    }

    private func value(of labels: [TEILabel]) throws(BackendError) -> RewardValue {
        guard let first = labels.first else { throw BackendError(.malformedReply, "\(place): an input has no prediction") }
        guard let label else {
            if labels.count == 1 { return RewardValue(score: first.score) }
            let names = labels.map { Excerpt.of($0.label, limit: 40) }.joined(separator: ", ")
            throw BackendError(.misconfigured, "\(place): the model has \(labels.count) labels (\(names)): say which one is the reward")
        }
        let named = labels.filter { $0.label == label }
        guard named.count == 1 else {
            let names = labels.map { Excerpt.of($0.label, limit: 40) }.joined(separator: ", ")
            throw BackendError(.misconfigured, "\(place): there is not one label \(label); the model has \(names)")
        }
        return RewardValue(score: named[0].score, details: labels.count > 1 ? details(labels) : nil)
    }

    private func details(_ labels: [TEILabel]) -> String {
        let members = labels.sorted { $0.label < $1.label }.map { JSONValue.Member($0.label, .double($0.score)) }
        return RewardDetails.json([.init("labels", .object(members))])
    }
}
