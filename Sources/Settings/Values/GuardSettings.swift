/// Checks that drop answers and pairs.
package struct GuardSettings: Sendable, Hashable {
    /// Drop answers that were cut off at the length limit.
    package var dropsTruncated: Bool
    package var refusals: RefusalRule
    /// Drop pairs of at least this similarity; unset: off.
    package var nearIdentical: Double?
    /// Drop pairs with a larger ratio of lengths in tokens; unset: off.
    package var lengthRatio: Double?
    /// Taken off the reward for every token.
    package var lengthPenalty: Double
    /// Rewards that differ by at most this make a tie that is kept; unset: equal rewards make no pair.
    package var ties: Double?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        dropsTruncated = try reader.flag("truncated")
        refusals = try reader.choice("refusal")
        nearIdentical = reader.optionalNumber("near_identical")
        lengthRatio = reader.optionalNumber("length_ratio")
        lengthPenalty = try reader.number("length_penalty")
        ties = reader.optionalNumber("ties")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["truncated"] = .bool(dropsTruncated)
        mapping["refusal"] = .text(refusals.rawValue)
        mapping["near_identical"] = nearIdentical.map { .double($0) }
        mapping["length_ratio"] = lengthRatio.map { .double($0) }
        mapping["length_penalty"] = .double(lengthPenalty)
        mapping["ties"] = ties.map { .double($0) }
        return mapping
    }
}
