/// What turns texts into vectors.
package struct EmbeddingsSettings: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// `/v1/embeddings`: OpenAI, vLLM, SGLang, llama.cpp.
        case openai
        /// `/embed`: Hugging Face's text-embeddings-inference.
        case tei
    }

    package var kind: Kind
    package var endpoints: [String]
    package var model: String
    package var apiKeyEnvironmentName: String?
    /// Answers a request.
    package var batch: Int
    /// How many requests are in flight at one endpoint.
    package var concurrency: Concurrency
    /// Answers of rounds that are closed get vectors too.
    package var closedRounds: Bool

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        kind = try reader.choice("backend")
        endpoints = try reader.texts("endpoints")
        model = try reader.text("model")
        apiKeyEnvironmentName = reader.optionalText("api_key_env")
        batch = try reader.integer("batch")
        concurrency = Concurrency(reader, "concurrency") ?? .auto
        closedRounds = try reader.flag("closed_rounds")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["backend"] = .text(kind.rawValue)
        mapping["endpoints"] = .list(endpoints.map { .text($0) })
        mapping["model"] = .text(model)
        mapping["api_key_env"] = apiKeyEnvironmentName.map { .text($0) }
        mapping["batch"] = .integer(batch)
        mapping["concurrency"] = concurrency.yaml
        mapping["closed_rounds"] = .bool(closedRounds)
        return mapping
    }
}
