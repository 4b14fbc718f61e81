/// What turns a round's training set into new weights. Keys of other kinds than `kind` stand at their defaults.
package struct TrainerSettings: Sendable, Hashable {
    package var kind: TrainerKind
    /// The program and its arguments; empty unless `kind` is command.
    package var command: [String]
    /// Variables beyond those inherited.
    package var environment: [String: String]
    /// Where the program is started.
    package var directory: ConfiguredPath
    /// Seconds.
    package var timeout: Double
    /// Bytes of output that are kept.
    package var logLimit: Int
    /// Commands run before and after the program, each a program with its arguments.
    package var before: [[String]]
    package var after: [[String]]
    /// The training set it gets; nil only where nothing is exported, which no kind but none allows.
    package var data: ExportFormat?
    package var playground: PlaygroundTrainerSettings
    package var weights: WeightSettings

    init(_ reader: SettingsReader, export: [ExportSettings]) throws(ConfigurationError) {
        command = reader.optionalTexts("command") ?? []
        kind = try reader.optionalChoice("kind") ?? (command.isEmpty ? .none : .command)
        environment = [:]
        for entry in try reader.mapping("environment").entries {
            if case .text(let value) = entry.value { environment[entry.key] = value }
        }
        directory = reader.optionalFile("directory") ?? ConfiguredPath(".", folder: reader.folder)
        timeout = try reader.number("timeout")
        logLimit = try reader.integer("log_limit")
        before = try reader.textLists("before")
        after = try reader.textLists("after")
        data = try reader.optionalChoice("data") ?? export.first?.format
        playground = try PlaygroundTrainerSettings(reader.inside("playground"))
        weights = try WeightSettings(reader.inside("weights"))
    }

    /// Only the keys of its kind.
    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["kind"] = .text(kind.rawValue)
        if kind == .command { writeCommand(into: &mapping) }
        guard kind != .none else { return mapping }
        mapping["data"] = data.map { .text($0.rawValue) }
        if kind == .playground { mapping["playground"] = .mapping(playground.yaml) }
        mapping["weights"] = .mapping(weights.yaml)
        return mapping
    }

    private func writeCommand(into mapping: inout YAMLMapping) {
        var variables = YAMLMapping()
        for name in environment.keys.sorted() { variables[name] = environment[name].map { .text($0) } }
        mapping["command"] = Self.list(command)
        mapping["environment"] = .mapping(variables)
        mapping["directory"] = .text(directory.text)
        mapping["timeout"] = .double(timeout)
        mapping["log_limit"] = .integer(logLimit)
        mapping["before"] = .list(before.map(Self.list))
        mapping["after"] = .list(after.map(Self.list))
    }

    private static func list(_ command: [String]) -> YAMLValue { .list(command.map { .text($0) }) }
}
