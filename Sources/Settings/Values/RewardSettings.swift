/// A reward model.
package struct RewardSettings: Sendable, Hashable {
    /// The name its scores are recorded under.
    package var name: String
    package var backend: BackendSettings<RewardBackendKind>
    /// Set for `openrlhf` and for nothing else.
    package var template: RewardTemplate?
    /// A score does not depend on which answers share its request.
    package var isBatchIndependent: Bool

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        name = try reader.text("name")
        backend = try BackendSettings(reader, unnamedModel: reader.optionalText("backend") == "playground" ? "hidden" : name)
        template = reader.optionalText("template").map { RewardTemplate($0, folder: reader.folder) }
        isBatchIndependent = try reader.flag("batch_independent")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["name"] = .text(name)
        backend.write(into: &mapping)
        mapping["template"] = template.map { .text($0.text) }
        mapping["batch_independent"] = .bool(isBatchIndependent)
        return mapping
    }
}
