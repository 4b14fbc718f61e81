/// A strategy of the user's own.
package struct EvolutionTemplate: Sendable, Hashable {
    package var name: String
    package var file: ConfiguredPath

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        name = try reader.text("name")
        file = try reader.file("file")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["name"] = .text(name)
        mapping["file"] = .text(file.text)
        return mapping
    }
}
