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
    /// How many requests are in flight at one endpoint.
    package var concurrency: Concurrency
    /// Most requests and tokens a minute at one endpoint; nil for no limit but the server's own.
    package var requestsPerMinute: Double?
    package var tokensPerMinute: Double?
    /// Backend `command`: the program and its arguments, and how many of it run side by side.
    package var command: [String]
    package var processes: Int

    init(_ reader: SettingsReader, unnamedModel: String) throws(ConfigurationError) {
        kind = try reader.choice("backend")
        endpoints = try reader.texts("endpoints")
        model = reader.optionalText("model") ?? unnamedModel
        apiKeyEnvironmentName = reader.optionalText("api_key_env")
        concurrency = Concurrency(reader, "concurrency") ?? .fixed(4)
        requestsPerMinute = reader.optionalNumber("requests_per_minute")
        tokensPerMinute = reader.optionalNumber("tokens_per_minute")
        command = reader.optionalTexts("command") ?? []
        processes = try reader.integer("processes")
    }

    func write(into mapping: inout YAMLMapping) {
        mapping["backend"] = .text(kind.rawValue)
        mapping["endpoints"] = .list(endpoints.map { .text($0) })
        mapping["model"] = .text(model)
        mapping["api_key_env"] = apiKeyEnvironmentName.map { .text($0) }
        mapping["concurrency"] = concurrency.yaml
        mapping["requests_per_minute"] = requestsPerMinute.map { .double($0) }
        mapping["tokens_per_minute"] = tokensPerMinute.map { .double($0) }
        guard !command.isEmpty else { return }
        mapping["command"] = .list(command.map { .text($0) })
        mapping["processes"] = .integer(processes)
    }
}
