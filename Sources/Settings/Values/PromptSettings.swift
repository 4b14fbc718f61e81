/// The prompts the policy answers.
package struct PromptSettings: Sendable, Hashable {
    package var source: ConfiguredPath
    package var perRound: PromptCount
    package var sampling: PromptSampling
    package var informativeness: Informativeness
    /// Longer prompts, all turns together, are left out.
    package var maxCharacters: Int?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        source = try reader.file("source")
        perRound = reader.optionalInteger("per_round").map { .count($0) } ?? .all
        sampling = try reader.choice("sampling")
        informativeness = try reader.choice("informativeness")
        maxCharacters = reader.optionalInteger("max_characters")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["source"] = .text(source.text)
        switch perRound {
        case .all: mapping["per_round"] = .text("all")
        case .count(let count): mapping["per_round"] = .integer(count)
        }
        mapping["sampling"] = .text(sampling.rawValue)
        mapping["informativeness"] = .text(informativeness.rawValue)
        mapping["max_characters"] = maxCharacters.map { .integer($0) }
        return mapping
    }
}
