/// Who serves a model, and where.
package struct BackendSettings<Kind>: Sendable, Hashable
where Kind: RawRepresentable & Sendable & Hashable, Kind.RawValue == String {
    package var kind: Kind
    /// Base URLs; empty where no server is asked.
    package var endpoints: [String]
    /// The model's name as the servers know it.
    package var model: String
    /// The name of the environment variable that holds the servers' key.
    package var apiKeyEnvironmentName: String?
    /// The most requests in flight at one endpoint.
    package var concurrency: Int

    init(_ reader: SettingsReader, unnamedModel: String) throws(ConfigurationError) {
        kind = try reader.choice("backend")
        endpoints = try reader.texts("endpoints")
        model = reader.optionalText("model") ?? unnamedModel
        apiKeyEnvironmentName = reader.optionalText("api_key_env")
        concurrency = reader.optionalInteger("concurrency") ?? 4
    }

    init(kind: Kind, endpoints: [String], model: String, apiKeyEnvironmentName: String?, concurrency: Int) {
        self.kind = kind
        self.endpoints = endpoints
        self.model = model
        self.apiKeyEnvironmentName = apiKeyEnvironmentName
        self.concurrency = concurrency
    }

    func write(into mapping: inout YAMLMapping) {
        mapping["backend"] = .text(kind.rawValue)
        mapping["endpoints"] = .list(endpoints.map { .text($0) })
        mapping["model"] = .text(model)
        mapping["api_key_env"] = apiKeyEnvironmentName.map { .text($0) }
        mapping["concurrency"] = .integer(concurrency)
    }
}
