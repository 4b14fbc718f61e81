/// The embedded policy and reward model.
package struct PlaygroundSettings: Sendable, Hashable {
    package var seed: Int
    /// Standard deviation of the noise in rewards.
    package var noise: Double
    /// Seconds an answer takes.
    package var delay: Double
    /// The longest sequence in tokens.
    package var context: Int

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        seed = try reader.integer("seed")
        noise = try reader.number("noise")
        delay = try reader.number("delay")
        context = try reader.integer("context")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["seed"] = .integer(seed)
        mapping["noise"] = .double(noise)
        mapping["delay"] = .double(delay)
        mapping["context"] = .integer(context)
        return mapping
    }
}
