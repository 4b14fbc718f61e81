/// A command that evaluates the policy after a round.
package struct EvalSettings: Sendable, Hashable {
    /// The program and its arguments; never empty.
    package var command: [String]
    /// After every so many rounds, at least 1.
    package var every: Int
    /// The name of the number in what the command prints; larger is better.
    package var metric: String
    package var onFall: EvalFall
    /// Seconds.
    package var timeout: Double
    /// It has fallen when it is lower by more than this; at least 0.
    package var tolerance: Double

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        command = try reader.texts("command")
        every = try reader.integer("every")
        metric = try reader.text("metric")
        onFall = try reader.choice("on_fall")
        timeout = try reader.number("timeout")
        tolerance = try reader.number("tolerance")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["command"] = .list(command.map { .text($0) })
        mapping["every"] = .integer(every)
        mapping["metric"] = .text(metric)
        mapping["on_fall"] = .text(onFall.rawValue)
        mapping["timeout"] = .double(timeout)
        mapping["tolerance"] = .double(tolerance)
        return mapping
    }
}
