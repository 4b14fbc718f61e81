/// A training set written at the end of a round.
package struct ExportSettings: Sendable, Hashable {
    package var format: ExportFormat
    package var columns: [ExportColumn]

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        format = try reader.choice("format")
        columns = try reader.texts("columns").compactMap(ExportColumn.init(rawValue:))
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["format"] = .text(format.rawValue)
        mapping["columns"] = .list(columns.map { .text($0.rawValue) })
        return mapping
    }
}
