/// When a run ends before its rounds are done. At least one of the two bounds is set.
package struct EarlyStopSettings: Sendable, Hashable {
    /// Of the kept pairs of a round.
    package var meanScoreBelow: Double?
    /// Of a round's mean reward on the prompts held out over that of the round before.
    package var rewardGainBelow: Double?
    /// In so many rounds in a row, at least 1.
    package var rounds: Int

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        meanScoreBelow = reader.optionalNumber("mean_score_below")
        rewardGainBelow = reader.optionalNumber("reward_gain_below")
        rounds = try reader.integer("rounds")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["mean_score_below"] = meanScoreBelow.map { .double($0) }
        mapping["reward_gain_below"] = rewardGainBelow.map { .double($0) }
        mapping["rounds"] = .integer(rounds)
        return mapping
    }
}
