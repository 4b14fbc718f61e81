/// How the pairs of one prompt must differ, and how rare answers are found.
package struct DiversitySettings: Sendable, Hashable {
    package var distinct: DistinctSide
    /// In (0, 1]; unset: pairs may be alike.
    package var maximalSimilarity: Double?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        distinct = try reader.choice("distinct")
        maximalSimilarity = reader.optionalNumber("max_similarity")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["distinct"] = .text(distinct.rawValue)
        mapping["max_similarity"] = maximalSimilarity.map { .double($0) }
        return mapping
    }
}
