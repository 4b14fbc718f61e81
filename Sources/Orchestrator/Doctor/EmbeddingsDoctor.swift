import Inference

/// Looks at the servers that turn texts into vectors: whether they answer with the model, and whether like texts lie closer than unlike ones.
package struct EmbeddingsDoctor: Sendable {
    let servers: [(endpoint: String, client: EmbeddingsClient)]

    private static let texts = [
        "The capital of France is Paris.", "Paris is the capital city of France.", "A recipe for bread: flour, water, salt, yeast.",
    ]

    func examine() async -> [Finding] {
        var findings: [Finding] = []
        for (endpoint, client) in servers {
            do {
                let probe = try await client.probe()
                findings.append(Finding("embeddings \(endpoint)", "reach", .good, "answers\(probe.server.map { ": \($0)" } ?? "")"))
                findings.append(try await alike(endpoint, client))
            } catch let error as BackendError {
                findings.append(Finding("embeddings \(endpoint)", "reach", .bad, error.message))
            } catch {
                findings.append(Finding("embeddings \(endpoint)", "reach", .bad, "\(error)"))
            }
        }
        return findings
    }

    private func alike(_ endpoint: String, _ client: EmbeddingsClient) async throws -> Finding {
        let vectors = try await client.embeddings(of: Self.texts)
        let near = Self.cosine(vectors[0], vectors[1])
        let far = Self.cosine(vectors[0], vectors[2])
        let text = "\(vectors[0].count) dimensions; like texts have a cosine of \(Rounded.text(near)), unlike ones \(Rounded.text(far))"
        let advice = near > far ? "" : ": look whether the model embeds texts at all"
        return Finding("embeddings \(endpoint)", "vectors", near > far ? .good : .warning, text + advice)
    }

    private static func cosine(_ a: [Double], _ b: [Double]) -> Double {
        var (dot, left, right) = (0.0, 0.0, 0.0)
        for (x, y) in zip(a, b) {
            dot += x * y
            left += x * x
            right += y * y
        }
        return left > 0 && right > 0 ? dot / (left * right).squareRoot() : 0
    }
}

extension BackendFactory {
    /// The configuration's embeddings servers; none where it names none.
    package func makeEmbeddingsDoctor() throws -> EmbeddingsDoctor {
        guard let settings = configuration.embeddings else { return EmbeddingsDoctor(servers: []) }
        return EmbeddingsDoctor(servers: zip(settings.endpoints, try embedders()).map { ($0, $1) })
    }

    /// One client an endpoint; none where the configuration names none.
    func embedders() throws -> [EmbeddingsClient] {
        guard let settings = configuration.embeddings else { return [] }
        let dialect: EmbeddingsDialect = settings.kind == .tei ? .tei : .openAI
        return try clients(settings.endpoints, settings.apiKeyEnvironmentName).map {
            EmbeddingsClient(client: $0, model: settings.model, dialect: dialect, batch: settings.batch)
        }
    }
}
