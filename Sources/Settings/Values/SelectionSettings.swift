/// Which pairs of answers are kept. Score and filter are texts here; the selection's own language reads them.
package struct SelectionSettings: Sendable, Hashable {
    package var pairing: Pairing
    package var implicitReward: ImplicitReward
    /// Unset: the family's own default.
    package var beta: Double?
    package var score: String
    package var filter: String?
    /// The name of the reward that ranks the answers.
    package var reward: String
    package var keep: KeepRule
    /// Drop answers that were cut off at the length limit.
    package var dropsTruncated: Bool

    init(_ reader: SettingsReader, rewards: [RewardSettings]) throws(ConfigurationError) {
        pairing = try reader.choice("pairing")
        implicitReward = try reader.choice("implicit_reward")
        beta = reader.optionalNumber("beta")
        score = try reader.text("score")
        filter = reader.optionalText("where")
        reward = reader.optionalText("reward") ?? rewards.first?.name ?? ""
        keep = Self.keepRule(reader.inside("keep"))
        dropsTruncated = try reader.inside("guards").flag("truncated")
    }

    private static func keepRule(_ reader: SettingsReader) -> KeepRule {
        if let count = reader.optionalInteger("count") { return .count(count) }
        if let threshold = reader.optionalNumber("threshold") { return .threshold(threshold) }
        return .ratio(reader.optionalNumber("ratio") ?? 0.4)
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["pairing"] = .text(pairing.rawValue)
        mapping["implicit_reward"] = .text(implicitReward.rawValue)
        mapping["beta"] = beta.map { .double($0) }
        mapping["score"] = .text(score)
        mapping["where"] = filter.map { .text($0) }
        mapping["reward"] = .text(reward)
        var keepMapping = YAMLMapping()
        switch keep {
        case .ratio(let ratio): keepMapping["ratio"] = .double(ratio)
        case .count(let count): keepMapping["count"] = .integer(count)
        case .threshold(let threshold): keepMapping["threshold"] = .double(threshold)
        }
        mapping["keep"] = .mapping(keepMapping)
        var guards = YAMLMapping()
        guards["truncated"] = .bool(dropsTruncated)
        mapping["guards"] = .mapping(guards)
        return mapping
    }
}
