/// How the servers get the new weights, and how that is checked.
package struct WeightSettings: Sendable, Hashable {
    package var swap: WeightSwap
    /// The program and its arguments that restart the server; empty unless `swap` is restart.
    package var command: [String]
    package var free: MemoryRelease
    /// Empty unless `free` is stop.
    package var stopCommand: [String]
    /// Seconds.
    package var timeout: Double
    /// Answers measured again after a swap, 0 to 64; 0 is off.
    package var check: Int
    /// Nats per token up to which a mean change is none.
    package var noiseFloor: Double

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        swap = try reader.choice("swap")
        command = reader.optionalTexts("command") ?? []
        free = try reader.choice("free")
        stopCommand = reader.optionalTexts("stop_command") ?? []
        timeout = try reader.number("timeout")
        check = try reader.integer("check")
        noiseFloor = try reader.number("noise_floor")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["swap"] = .text(swap.rawValue)
        if !command.isEmpty { mapping["command"] = .list(command.map { .text($0) }) }
        mapping["free"] = .text(free.rawValue)
        if !stopCommand.isEmpty { mapping["stop_command"] = .list(stopCommand.map { .text($0) }) }
        mapping["timeout"] = .double(timeout)
        mapping["check"] = .integer(check)
        mapping["noise_floor"] = .double(noiseFloor)
        return mapping
    }
}
