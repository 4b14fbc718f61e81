/// The prompts the policy answers.
package struct PromptSettings: Sendable, Hashable {
    /// At least one.
    package var sources: [PromptSource]
    /// Written as `source`, not as `sources`.
    private var isSingle: Bool
    package var perRound: PromptCount
    package var sampling: PromptSampling
    package var informativeness: Informativeness
    /// Longer prompts, all turns together, are left out.
    package var maxCharacters: Int?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        isSingle = reader.isWritten("source")
        if isSingle {
            sources = [PromptSource(path: try reader.file("source"), columns: try reader.mapping("columns"))]
        } else {
            sources = []
            for entry in reader.entries("sources") { sources.append(try PromptSource(entry)) }
        }
        perRound = reader.optionalInteger("per_round").map { .count($0) } ?? .all
        sampling = try reader.choice("sampling")
        informativeness = try reader.choice("informativeness")
        maxCharacters = reader.optionalInteger("max_characters")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        if isSingle, let source = sources.first {
            mapping["source"] = .text(source.path.text)
            mapping["columns"] = .mapping(source.columnYAML)
        } else {
            mapping["sources"] = .list(sources.map { .mapping($0.yaml) })
        }
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
