/// The model that rewrites prompts.
package struct RewriterSettings: Sendable, Hashable {
    package var source: RewriterSource
    /// Resolved: unless `source` is `own`, a copy of that backend but for the model and the concurrency.
    package var backend: BackendSettings<PolicyBackendKind>

    init(_ reader: SettingsReader, policy: PolicySettings, reference: ReferenceSettings?) throws(ConfigurationError) {
        let isOwn: Bool = reader.optionalText("backend") != nil
        source = isOwn ? .own : reader.optionalText("same_as") == "reference" ? .reference : .policy
        switch source {
        case .own: backend = try BackendSettings(reader, unnamedModel: "rewriter")
        case .policy: backend = policy.backend
        case .reference: backend = reference?.backend ?? policy.backend
        }
        backend.model = reader.optionalText("model") ?? backend.model
        backend.concurrency = Concurrency(reader, "concurrency") ?? policy.backend.concurrency
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        guard source != .own else {
            backend.write(into: &mapping)
            return mapping
        }
        mapping["same_as"] = .text(source.rawValue)
        mapping["model"] = .text(backend.model)
        mapping["concurrency"] = backend.concurrency.yaml
        return mapping
    }
}
