import Foundation

/// What the TEI double answers, path by path.
struct TEIHandler: Sendable {
    /// `"a"`, `["a","b"]` (one pair) or `[["a"],["b"]]` (a batch).
    private enum Inputs: Decodable {
        case one([String])
        case batch([[String]])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .one([text])
            } else if let pair = try? container.decode([String].self) {
                self = .one(pair)
            } else {
                self = .batch(try container.decode([[String]].self))
            }
        }
    }

    private struct Predict: Decodable {
        var inputs: Inputs
        var raw_scores: Bool?
        var truncate: Bool?
    }

    private struct Embed: Decodable {
        var inputs: [String]?
        var input: [String]?
    }

    private struct Prediction: Encodable {
        var score: Double
        var label: String
    }

    let options: TEIDouble.Options

    @Sendable func answer(_ request: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        switch (request.method, request.path) {
        case ("GET", "/info"):
            let type = options.classifies ? #"{"classifier":{"id2label":{"0":"LABEL_0"}}}"# : #"{"embedding":{"pooling":"cls"}}"#
            return ServerReply(
                status: 200,
                text: #"{"model_id":"someone/rm","model_type":\#(type),"max_input_length":\#(options.maxInput),"version":"1.9.3"}"#
            )
        case ("GET", "/metrics"):
            let text =
                "# TYPE te_queue_size gauge\nte_queue_size \(options.queue)\n\n# TYPE te_queue_size_other gauge\nte_queue_size_other 99\n"
            return ServerReply(status: 200, contentType: "text/plain", text: text)
        case ("POST", "/predict"):
            return try predict(request, fault)
        case ("POST", "/embed"), ("POST", "/v1/embeddings"):
            return try embed(request, fault)
        default:
            return ServerReply(status: 404, contentType: "text/plain", text: "")
        }
    }

    private func predict(_ received: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        guard options.classifies else { return refusal(424, "model is not a classifier model", "backend") }
        guard let request = try? JSONDecoder().decode(Predict.self, from: Data(received.body)) else {
            return ServerReply(status: 422, contentType: "text/plain", text: "Failed to deserialize the JSON body into the target type")
        }
        let inputs: [[String]]
        switch request.inputs {
        case .one(let input): inputs = [input]
        case .batch(let batch): inputs = batch
        }
        if let refusal = refusal(of: inputs) { return refusal }
        var predictions = inputs.map { self.predictions(of: $0, raw: request.raw_scores ?? false) }
        switch fault {
        case .fewer: predictions.removeLast()
        case .more: predictions.append(predictions[0])
        case .nan: predictions[0][0].score = .nan
        default: break
        }
        let computed = [RequestJournal.Item.reward: inputs.count]
        if case .one = request.inputs { return try ServerReply(json: predictions[0], computed: computed) }
        let reply = try ServerReply(json: predictions, computed: computed)
        // Rust writes a NaN as null.
        let text = String(decoding: reply.body, as: UTF8.self).replacingOccurrences(of: "NaN", with: "null")
        var nulled = ServerReply(status: 200, text: text)
        nulled.computed = computed
        return nulled
    }

    private func refusal(of inputs: [[String]]) -> ServerReply? {
        if inputs.count > options.maxBatch {
            return refusal(413, "batch size \(inputs.count) > maximum allowed batch size \(options.maxBatch)", "validation")
        }
        for input in inputs {
            let length = input.map(\.utf8.count).reduce(0, +)
            if length == 0 { return refusal(400, "`inputs` cannot be empty", "empty") }
            if length > options.maxInput {
                return refusal(413, "`inputs` must have less than \(options.maxInput) tokens. Given: \(length)", "validation")
            }
        }
        return nil
    }

    private func predictions(of input: [String], raw: Bool) -> [Prediction] {
        var predictions: [Prediction] = []
        for label in options.labels {
            let score = TEIDouble.score(of: input, label: label)
            predictions.append(Prediction(score: raw ? score : 1 / (1 + exp(-score)), label: label))
        }
        return predictions.sorted { $0.score > $1.score }
    }

    private func embed(_ received: ReceivedRequest, _ fault: Fault?) throws -> ServerReply {
        let request = try JSONDecoder().decode(Embed.self, from: Data(received.body))
        let texts = request.inputs ?? request.input ?? []
        if let refusal = refusal(of: texts.map { [$0] }) { return refusal }
        var vectors = texts.map { TEIDouble.embedding(of: $0, dimension: options.dimension) }
        switch fault {
        case .fewer: vectors.removeLast()
        case .more: vectors.append(vectors[0])
        case .nan: vectors[0][0] = .nan
        default: break
        }
        guard request.inputs == nil else { return try ServerReply(json: vectors) }
        struct Entry: Encodable {
            var object = "embedding"
            var embedding: [Double]
            var index: Int
        }
        struct List: Encodable {
            var object = "list"
            var data: [Entry]
            var model = "someone/rm"
            var usage: [String: Int]
        }
        // Last first: who trusts the position instead of the index is found out.
        let entries = vectors.enumerated().map { Entry(embedding: $1, index: $0) }.reversed()
        return try ServerReply(json: List(data: Array(entries), usage: ["prompt_tokens": 7, "total_tokens": 7]))
    }

    private func refusal(_ status: Int, _ message: String, _ type: String) -> ServerReply {
        ServerReply(status: status, text: #"{"error":"\#(message)","error_type":"\#(type)"}"#)
    }
}
