/// Where an answer's reasoning stands, which rewards and training sets do not see; log-probabilities stay over all of its tokens.
package struct ReasoningSettings: Sendable, Hashable {
    package var open: String
    package var close: String

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        open = try reader.text("open")
        close = try reader.text("close")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["open"] = .text(open)
        mapping["close"] = .text(close)
        return mapping
    }
}
