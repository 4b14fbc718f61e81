/// How new prompts are written from those that taught most.
package struct EvolutionSettings: Sendable, Hashable {
    package var mode: EvolutionMode
    package var select: EvolutionSelectSettings
    /// Names: built-in ones, or those of `templates`; at least one unless `mode` is none.
    package var strategies: [String]
    package var perPrompt: StrategyCount
    package var templates: [EvolutionTemplate]
    package var rewriter: RewriterSettings
    package var sampling: SamplingSettings
    package var filters: RewriteFilterSettings
    /// Of the evolved prompts' pairs; unwritten, what the selection keeps.
    package var keep: KeepRule
    /// Unset: the whole pool of prompts.
    package var mix: MixSettings?

    init(
        _ reader: SettingsReader,
        policy: PolicySettings,
        reference: ReferenceSettings?,
        selection: SelectionSettings
    ) throws(ConfigurationError) {
        mode = try reader.choice("mode")
        select = try EvolutionSelectSettings(reader.inside("select"))
        strategies = try reader.texts("strategies")
        perPrompt = reader.optionalInteger("per_prompt").map { .count($0) } ?? .all
        templates = []
        for entry in reader.entries("templates") { templates.append(try EvolutionTemplate(entry)) }
        rewriter = try RewriterSettings(reader.inside("rewriter"), policy: policy, reference: reference)
        sampling = try SamplingSettings(reader.inside("sampling"))
        filters = try RewriteFilterSettings(reader.inside("filters"))
        keep = KeepRule(reader.inside("keep")) ?? selection.keep
        mix = mode == .sampleThenEvolve ? .sampleThenEvolve : nil
        if reader.isWritten("mix") { mix = try MixSettings(reader.inside("mix")) }
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["mode"] = .text(mode.rawValue)
        mapping["select"] = .mapping(select.yaml)
        mapping["strategies"] = .list(strategies.map { .text($0) })
        switch perPrompt {
        case .all: mapping["per_prompt"] = .text("all")
        case .count(let count): mapping["per_prompt"] = .integer(count)
        }
        mapping["templates"] = .list(templates.map { .mapping($0.yaml) })
        mapping["rewriter"] = .mapping(rewriter.yaml)
        mapping["sampling"] = .mapping(sampling.yaml)
        mapping["filters"] = .mapping(filters.yaml)
        mapping["keep"] = .mapping(keep.yaml)
        mapping["mix"] = mix.map { .mapping($0.yaml) }
        return mapping
    }
}
