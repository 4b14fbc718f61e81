/// Commands that are told of what happens; each a program with its arguments, or empty where nothing is run.
package struct HookSettings: Sendable, Hashable {
    package var roundFinished: [String]
    /// The run stopped before its end, or ended.
    package var stopped: [String]
    package var failed: [String]
    /// Seconds a hook may take.
    package var timeout: Double

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        roundFinished = reader.optionalTexts("round_finished") ?? []
        stopped = reader.optionalTexts("stopped") ?? []
        failed = reader.optionalTexts("failed") ?? []
        timeout = try reader.number("timeout")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        for (name, command) in [("round_finished", roundFinished), ("stopped", stopped), ("failed", failed)] where !command.isEmpty {
            mapping[name] = .list(command.map { .text($0) })
        }
        mapping["timeout"] = .double(timeout)
        return mapping
    }
}
