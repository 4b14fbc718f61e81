/// What a round's prompts are made of: shares that sum to 1.
package struct MixSettings: Sendable, Hashable {
    package var evolved: Double
    /// Prompts of earlier rounds.
    package var previous: Double
    /// Prompts no round has asked yet.
    package var fresh: Double

    /// Mostly rewritten prompts with a share of new ones, in the manner of eva (arXiv 2411.00062); the shares are ours.
    static let sampleThenEvolve = MixSettings(evolved: 0.75, previous: 0, fresh: 0.25)

    private init(evolved: Double, previous: Double, fresh: Double) {
        self.evolved = evolved
        self.previous = previous
        self.fresh = fresh
    }

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        evolved = try reader.number("evolved")
        previous = try reader.number("previous")
        fresh = try reader.number("fresh")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["evolved"] = .double(evolved)
        mapping["previous"] = .double(previous)
        mapping["fresh"] = .double(fresh)
        return mapping
    }
}
