extension LlamaCppHandler {
    struct RerankRequest: Decodable {
        var query: String
        var documents: [String]
        var top_n: Int?
    }

    struct RerankReply: Encodable {
        struct Result: Encodable {
            var index: Int
            var relevance_score: Double
        }

        var model: String
        var object = "list"
        var results: [Result]
    }

    /// The text that a GGUF file's template makes of a query and a document.
    package static func framed(_ query: String, _ document: String) -> String {
        let ids = HashModel.tokens(of: [("user", query), ("assistant", document)], generationPrompt: false)
        return HashModel.text(of: ids, skippingMarks: false)
    }

    func rank(_ request: RerankRequest, _ fault: Fault?) throws -> ServerReply {
        guard options.ranks else {
            throw LlamaCppError(501, "This server does not support reranking. Start it with `--reranking`", "not_supported_error")
        }
        guard !request.documents.isEmpty else { throw LlamaCppError(400, "\"documents\" must be a non-empty string array") }
        for document in request.documents where request.query.utf8.count + document.utf8.count > options.contextLength {
            let message =
                "input (\(document.utf8.count) tokens) is too large to process. increase the physical batch size (current batch size: 512)"
            throw LlamaCppError(500, message, "server_error")
        }
        var results: [RerankReply.Result] = []
        for (index, document) in request.documents.enumerated() {
            results.append(.init(index: index, relevance_score: model.reward(of: Self.framed(request.query, document))))
        }
        results.sort { $0.relevance_score > $1.relevance_score }
        switch fault {
        case .fewer: results.removeLast()
        case .more: results.append(results[0])
        case .nan: results[0].relevance_score = .nan
        default: break
        }
        var reply = try ServerReply(
            json: RerankReply(
                model: options.model,
                results: Array(results.prefix(request.top_n ?? results.count) + results.dropFirst(request.documents.count))
            ),
            computed: [.reward: request.documents.count]
        )
        if fault == .nan { reply.body = Array(String(decoding: reply.body, as: UTF8.self).replacing("NaN", with: "null").utf8) }
        return reply
    }
}
