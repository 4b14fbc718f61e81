/// A file of prompts.
package struct PromptSource: Sendable, Hashable {
    package var path: ConfiguredPath
    /// How much of a round comes from it beside other sources, in any unit; above 0.
    package var weight: Double
    /// Given to each of its prompts beside the prompt's own.
    package var tags: [String]
    /// Which of a record's fields is read as what, where names differ: `prompt: question`.
    package var columns: [String: String]

    init(path: ConfiguredPath, columns: YAMLMapping) {
        self.path = path
        weight = 1
        tags = []
        self.columns = Self.texts(columns)
    }

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        path = try reader.file("path")
        weight = try reader.number("weight")
        tags = try reader.texts("tags")
        columns = Self.texts(try reader.mapping("columns"))
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["path"] = .text(path.text)
        mapping["weight"] = .double(weight)
        mapping["tags"] = .list(tags.map { .text($0) })
        mapping["columns"] = .mapping(columnYAML)
        return mapping
    }

    var columnYAML: YAMLMapping {
        var mapping = YAMLMapping()
        for name in columns.keys.sorted() { mapping[name] = columns[name].map { .text($0) } }
        return mapping
    }

    private static func texts(_ mapping: YAMLMapping) -> [String: String] {
        var texts: [String: String] = [:]
        for entry in mapping.entries {
            if case .text(let text) = entry.value { texts[entry.key] = text }
        }
        return texts
    }
}
