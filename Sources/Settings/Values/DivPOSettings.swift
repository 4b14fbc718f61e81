/// How diverse preference pairs are chosen (arXiv 2501.18101).
package struct DivPOSettings: Sendable, Hashable {
    /// In (0, 0.5].
    package var share: Double
    package var measure: DiversityMeasure

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        share = try reader.number("share")
        measure = try reader.choice("measure")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["share"] = .double(share)
        mapping["measure"] = .text(measure.rawValue)
        return mapping
    }
}
