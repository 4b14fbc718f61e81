/// A training set written at the end of a round.
package struct ExportSettings: Sendable, Hashable {
    package var format: ExportFormat
    package var selection: String
    package var columns: [ExportColumn]
    /// Unset: what the format is usually read from.
    package var file: ExportFile?
    /// The most rows of a file; unset: one file.
    package var shard: Int?
    /// The share of the seed prompts in the test split, in (0, 1); unset: no such split.
    package var test: Double?
    /// Laid out as a data set of the Hugging Face Hub.
    package var isHub: Bool
    package var license: String?
    package var hasSidecars: Bool
    /// Rows a pair by its soft label; unset: one.
    package var copies: Int?
    /// Rows in proportion to weights.
    package var isWeighted: Bool
    package var bands: Int?
    package var stages: Int?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        format = try reader.choice("format")
        selection = try reader.text("selection")
        columns = try reader.texts("columns").compactMap(ExportColumn.init(rawValue:))
        file = try reader.optionalChoice("file")
        shard = reader.optionalInteger("shard")
        test = reader.optionalNumber("test")
        isHub = try reader.flag("hub")
        license = reader.optionalText("license")
        hasSidecars = try reader.flag("sidecars")
        copies = reader.optionalInteger("copies")
        isWeighted = try reader.flag("weighted")
        bands = reader.optionalInteger("bands")
        stages = reader.optionalInteger("stages")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["format"] = .text(format.rawValue)
        mapping["selection"] = .text(selection)
        mapping["columns"] = .list(columns.map { .text($0.rawValue) })
        mapping["file"] = file.map { .text($0.rawValue) }
        mapping["shard"] = shard.map { .integer($0) }
        mapping["test"] = test.map { .double($0) }
        mapping["hub"] = .bool(isHub)
        mapping["license"] = license.map { .text($0) }
        mapping["sidecars"] = .bool(hasSidecars)
        mapping["copies"] = copies.map { .integer($0) }
        mapping["weighted"] = .bool(isWeighted)
        mapping["bands"] = bands.map { .integer($0) }
        mapping["stages"] = stages.map { .integer($0) }
        return mapping
    }
}
