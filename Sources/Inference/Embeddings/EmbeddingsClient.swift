import JSONCursor
import Platform
import Scheduling

/// A model that turns texts into vectors, behind one endpoint.
package final class EmbeddingsClient: Sendable {
    private let client: EndpointClient
    private let model: String
    private let dialect: EmbeddingsDialect
    private let limit: BatchLimit
    /// The length of every vector so far.
    private let dimension = Lock<Int?>(nil)

    /// - Parameters:
    ///   - client: The API's address, with or without its version (`/v1`) at the end.
    ///   - model: TEI's own path does not need one.
    ///   - batch: Texts a request at first; a server that finds that too many gets half of it from then on.
    package init(client: EndpointClient, model: String, dialect: EmbeddingsDialect = .openAI, batch: Int = 32) {
        switch dialect {
        case .openAI: self.client = client.at(client.address.atVersionRoot())
        case .tei: self.client = client.at(client.address.atServerRoot())
        }
        self.model = model
        self.dialect = dialect
        limit = BatchLimit(batch)
    }

    /// Reaches the server. Throws like `PolicyBackend.probe`.
    package func probe() async throws -> BackendProbe {
        switch dialect {
        case .openAI:
            return try await client.get("/models") { try ModelList(&$0).probe(of: model, server: nil) }
        case .tei:
            let info = try await client.get("/info") { try JSONValue(&$0) }
            guard case .string(let served) = info["model_id"] else {
                throw BackendError(.misconfigured, "\(client.address): no text-embeddings-inference: its /info names no model_id")
            }
            return BackendProbe(models: [served], server: "TEI")
        }
    }

    /// One finite vector a text, in order, all of the same length as every vector before. The numbers are those of the server, 32-bit ones
    /// widened. Throws `BackendError`; a text that is empty or too long fails the request it is in.
    package func embeddings(of texts: [String]) async throws -> [[Double]] {
        let vectors: [[Double]]
        do {
            vectors = try await limit.inPortions(texts) { try await embed($0) }
        } catch is BatchLimitFault {
            throw BackendError(.rejected, "\(place): the server refuses even a single text as too large")
        }
        let expected = dimension.withLock { dimension in
            dimension = dimension ?? vectors.first?.count
            return dimension
        }
        guard let other = vectors.first(where: { $0.count != expected }) else { return vectors }
        throw BackendError(.malformedReply, "\(place): a vector has \(other.count) numbers where \(expected ?? 0) were had before")
    }

    private var place: String { "\(client.place)\(path)" }
    private var path: String { dialect == .tei ? "/embed" : "/embeddings" }

    /// Nil if the server finds that these are too many.
    private func embed(_ texts: [String]) async throws -> [[Double]]? {
        let reply = try await client.send(.post, path, body(texts))
        if TEIFailure.isBatchTooLarge(reply) { return nil }
        if let error = TEIFailure.failedDependency(reply, place: place) { throw error }
        return try reply.read { response in
            try JSONCursor.read(response.body) { cursor in
                switch dialect {
                case .openAI: try EmbeddingsReply.indexed(&cursor, count: texts.count)
                case .tei: try EmbeddingsReply.listed(&cursor, count: texts.count)
                }
            }
        }
    }

    private func body(_ texts: [String]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        switch dialect {
        case .openAI:
            writer.key("model")
            writer.string(model)
            writer.key("input")
            writer.strings(texts)
            writer.key("encoding_format")
            writer.string("float")
        case .tei:
            writer.key("inputs")
            writer.strings(texts)
            writer.key("truncate")
            writer.bool(false)
        }
        writer.endObject()
        return writer.bytes
    }
}
