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
        keep = KeepRule(reader.inside("keep")) ?? .ratio(0.4)
        dropsTruncated = try reader.inside("guards").flag("truncated")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["pairing"] = .text(pairing.rawValue)
        mapping["implicit_reward"] = .text(implicitReward.rawValue)
        mapping["beta"] = beta.map { .double($0) }
        mapping["score"] = .text(score)
        mapping["where"] = filter.map { .text($0) }
        mapping["reward"] = .text(reward)
        mapping["keep"] = .mapping(keep.yaml)
        var guards = YAMLMapping()
        guards["truncated"] = .bool(dropsTruncated)
        mapping["guards"] = .mapping(guards)
        return mapping
    }
}
