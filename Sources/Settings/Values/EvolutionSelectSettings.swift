/// Which prompts are rewritten.
package struct EvolutionSelectSettings: Sendable, Hashable {
    package var by: Informativeness
    package var share: EvolutionShare
    package var sampling: EvolutionSampling

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        by = try reader.choice("by")
        share = reader.optionalInteger("count").map { .count($0) } ?? .ratio(reader.optionalNumber("ratio") ?? 0.25)
        sampling = try reader.choice("sampling")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["by"] = .text(by.rawValue)
        switch share {
        case .ratio(let ratio): mapping["ratio"] = .double(ratio)
        case .count(let count): mapping["count"] = .integer(count)
        }
        mapping["sampling"] = .text(sampling.rawValue)
        return mapping
    }
}
