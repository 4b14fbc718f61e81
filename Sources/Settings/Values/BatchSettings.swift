/// Work that goes through OpenAI's Batch interface: files in place of live requests.
package struct BatchSettings: Sendable, Hashable {
    /// Most requests a file.
    package var lines: Int
    /// Longest time in seconds between two looks at a batch.
    package var poll: Double

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        lines = try reader.integer("lines")
        poll = try reader.number("poll")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["lines"] = .integer(lines)
        mapping["poll"] = .double(poll)
        return mapping
    }
}
