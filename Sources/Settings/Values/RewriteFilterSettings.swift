/// Which rewrites are dropped.
package struct RewriteFilterSettings: Sendable, Hashable {
    /// At least 1: a rewrite may be so many times as long as its prompt, or as short.
    package var lengthRatio: Double
    /// Unset: what the context leaves after the longest answer.
    package var maxTokens: Int?
    package var dropsRefusals: Bool
    package var dropsMetaText: Bool
    /// Jaccard similarity of shingles from which a rewrite is a duplicate, in (0, 1].
    package var nearDuplicate: Double
    /// Words a shingle.
    package var shingle: Int
    /// The share in other scripts than the prompt's above which a rewrite is dropped, in (0, 1].
    package var scriptDrift: Double

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        lengthRatio = try reader.number("length_ratio")
        maxTokens = reader.optionalInteger("max_tokens")
        dropsRefusals = try reader.flag("refusals")
        dropsMetaText = try reader.flag("meta_text")
        nearDuplicate = try reader.number("near_duplicate")
        shingle = try reader.integer("shingle")
        scriptDrift = try reader.number("script_drift")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["length_ratio"] = .double(lengthRatio)
        mapping["max_tokens"] = maxTokens.map { .integer($0) }
        mapping["refusals"] = .bool(dropsRefusals)
        mapping["meta_text"] = .bool(dropsMetaText)
        mapping["near_duplicate"] = .double(nearDuplicate)
        mapping["shingle"] = .integer(shingle)
        mapping["script_drift"] = .double(scriptDrift)
        return mapping
    }
}
