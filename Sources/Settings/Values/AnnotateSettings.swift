/// Which answers the reward models are asked about.
package struct AnnotateSettings: Sendable, Hashable {
    package enum Rule: String, Sendable, Hashable, CaseIterable {
        case all
        /// A few answers of every prompt that are typical of all and unlike each other.
        case aepo
        /// The answers of the pairs that the policy tells apart least.
        case smallestMargin = "smallest_margin"
    }

    /// What makes answers alike.
    package enum Vectors: String, Sendable, Hashable, CaseIterable {
        case text, embedding
    }

    /// How a budget is spread over the rounds.
    package enum Schedule: String, Sendable, Hashable, CaseIterable {
        case constant, falling
    }

    package var rule: Rule
    /// Rule `aepo`: answers of a prompt.
    package var keep: Int
    /// Rule `aepo`: how much unlikeness weighs beside being typical.
    package var lambda: Double
    package var vectors: Vectors
    /// Rule `smallest_margin`: pairs in all rounds together.
    package var budget: Int?
    package var schedule: Schedule

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        rule = try reader.choice("rule")
        keep = try reader.integer("keep")
        lambda = try reader.number("lambda")
        vectors = try reader.choice("vectors")
        budget = reader.optionalInteger("budget")
        schedule = try reader.choice("schedule")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["rule"] = .text(rule.rawValue)
        switch rule {
        case .all: break
        case .aepo:
            mapping["keep"] = .integer(keep)
            mapping["lambda"] = .double(lambda)
            mapping["vectors"] = .text(vectors.rawValue)
        case .smallestMargin:
            mapping["budget"] = budget.map { .integer($0) }
            mapping["schedule"] = .text(schedule.rawValue)
        }
        return mapping
    }
}
