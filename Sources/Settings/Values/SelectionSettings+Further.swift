extension SelectionSettings {
    /// The keys that differ from their defaults, but for those that every selection is recorded with; nil where there are none.
    package var further: YAMLValue? {
        var plain = self
        plain.guards.dropsTruncated = false
        var mapping = YAMLMapping()
        for entry in plain.yaml.entries where !Self.recordedAlways.contains(entry.key) {
            if entry.value != Self.standard[entry.key] { mapping[entry.key] = entry.value }
        }
        return mapping.isEmpty ? nil : .mapping(mapping)
    }

    private static let recordedAlways: Set<String> = ["reward", "pairing", "implicit_reward", "beta", "score", "where", "keep"]

    private static let standard: YAMLMapping = {
        let yaml = "{run: standard, prompts: {source: none}, rewards: [{name: reward, backend: playground}]}"
        return (try? Configuration(yaml: yaml, file: "", folder: "/"))?.selection.yaml ?? YAMLMapping()
    }()
}
