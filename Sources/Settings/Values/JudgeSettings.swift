/// How a chat model is asked for a verdict.
package struct JudgeSettings: Sendable, Hashable {
    package enum Mode: String, Sendable, Hashable, CaseIterable {
        /// Each response gets a number.
        case pointwise
        /// Responses of a prompt are compared two by two, in both orders.
        case pairwise
    }

    /// Which pairs of a prompt's responses are compared.
    package enum Pairs: String, Sendable, Hashable, CaseIterable {
        case all, ring
    }

    /// What an answer's comparisons come to as its reward.
    package enum Aggregate: String, Sendable, Hashable, CaseIterable {
        /// The share of comparisons it wins.
        case winrate
        /// How many of the others it is expected to beat.
        case borda
        /// How many of the others it beats.
        case copeland
    }

    /// How the pairs that are compared are found.
    package enum Schedule: String, Sendable, Hashable, CaseIterable {
        /// As `pairs` says.
        case all
        /// As merge sort needs them: n log n comparisons.
        case mergeSort = "merge_sort"
    }

    package var mode: Mode
    package var pairs: Pairs
    package var aggregate: Aggregate
    package var schedule: Schedule
    /// The ends of the scale of `pointwise`.
    package var lowest: Int
    package var highest: Int
    /// A file with the question; nil for ours.
    package var template: ConfiguredPath?
    /// Mode `pairwise`: the judge may say that neither is better.
    package var ties: Bool
    /// Ask for JSON with a schema; else for the label alone.
    package var structured: Bool
    package var maxTokens: Int

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        mode = try reader.choice("mode")
        pairs = try reader.choice("pairs")
        aggregate = try reader.choice("aggregate")
        schedule = try reader.choice("schedule")
        lowest = try reader.integer("lowest")
        highest = try reader.integer("highest")
        template = reader.optionalFile("template")
        ties = try reader.flag("ties")
        structured = try reader.flag("structured")
        maxTokens = try reader.integer("max_tokens")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["mode"] = .text(mode.rawValue)
        mapping["pairs"] = .text(pairs.rawValue)
        if mode == .pairwise {
            mapping["aggregate"] = .text(aggregate.rawValue)
            mapping["schedule"] = .text(schedule.rawValue)
        }
        mapping["lowest"] = .integer(lowest)
        mapping["highest"] = .integer(highest)
        mapping["template"] = template.map { .text($0.text) }
        mapping["ties"] = .bool(ties)
        mapping["structured"] = .bool(structured)
        mapping["max_tokens"] = .integer(maxTokens)
        return mapping
    }
}
