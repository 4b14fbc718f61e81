/// Prompts whose mean reward is measured before training and after each, and that no round trains on.
package struct HeldOutSettings: Sendable, Hashable {
    package var prompts: HeldOutPrompts
    /// Answers to each, at least 1.
    package var samples: Int

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        if let share = reader.optionalNumber("share") {
            prompts = .share(share)
        } else if let count = reader.optionalInteger("count") {
            prompts = .count(count)
        } else {
            prompts = .source(try reader.file("source"))
        }
        samples = try reader.integer("samples")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        switch prompts {
        case .share(let share): mapping["share"] = .double(share)
        case .count(let count): mapping["count"] = .integer(count)
        case .source(let path): mapping["source"] = .text(path.text)
        }
        mapping["samples"] = .integer(samples)
        return mapping
    }
}
