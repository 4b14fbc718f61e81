/// The model implicit rewards are measured against. It only measures, it never samples.
package struct ReferenceSettings: Sendable, Hashable {
    /// Served by the policy's servers under another model name.
    package var isServedByPolicy: Bool
    /// Resolved: with `isServedByPolicy` a copy of the policy's but for the model and the concurrency.
    package var backend: BackendSettings<PolicyBackendKind>
    /// Unset: the policy's with `isServedByPolicy` and no model of its own, else the model's name.
    package var location: ModelLocation?
    package var follow: ReferenceFollow
    /// What the trainer measures against in round 1: a folder, a hub id or a name.
    package var path: String

    init(_ reader: SettingsReader, policy: PolicySettings) throws(ConfigurationError) {
        isServedByPolicy = reader.optionalText("same_as") != nil
        if isServedByPolicy {
            backend = policy.backend
            backend.model = reader.optionalText("model") ?? policy.backend.model
            backend.concurrency = Concurrency(reader, "concurrency") ?? .fixed(policy.scoringConcurrency)
        } else {
            backend = try BackendSettings(reader, unnamedModel: "base")
        }
        location = reader.optionalModel("path")
        follow = try reader.choice("follow")
        let isPolicy: Bool = isServedByPolicy && backend.model == policy.backend.model
        path = location?.resolved ?? (isPolicy ? policy.path : backend.model)
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        if isServedByPolicy {
            mapping["same_as"] = .text("policy")
            mapping["model"] = .text(backend.model)
            mapping["concurrency"] = backend.concurrency.yaml
        } else {
            backend.write(into: &mapping)
        }
        mapping["path"] = location.map { .text($0.text) }
        mapping["follow"] = .text(follow.rawValue)
        return mapping
    }
}
