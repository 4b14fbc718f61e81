/// The model implicit rewards are measured against. It only measures, it never samples.
package struct ReferenceSettings: Sendable, Hashable {
    /// Served by the policy's servers under another model name.
    package var isServedByPolicy: Bool
    /// Resolved: with `isServedByPolicy` a copy of the policy's but for the model and the concurrency.
    package var backend: BackendSettings<PolicyBackendKind>

    init(_ reader: SettingsReader, policy: PolicySettings) throws(ConfigurationError) {
        isServedByPolicy = reader.optionalText("same_as") != nil
        guard isServedByPolicy else {
            backend = try BackendSettings(reader, unnamedModel: "base")
            return
        }
        backend = policy.backend
        backend.model = reader.optionalText("model") ?? policy.backend.model
        backend.concurrency = reader.optionalInteger("concurrency") ?? policy.scoringConcurrency
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        guard isServedByPolicy else {
            backend.write(into: &mapping)
            return mapping
        }
        mapping["same_as"] = .text("policy")
        mapping["model"] = .text(backend.model)
        mapping["concurrency"] = .integer(backend.concurrency)
        return mapping
    }
}
