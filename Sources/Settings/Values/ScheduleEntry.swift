/// Sampling that changes from a round on.
package struct ScheduleEntry: Sendable, Hashable {
    /// The first round it holds for, at least 2.
    package var fromRound: Int
    /// Keys under `policy.sampling` by their whole path, in the table's order, with checked values; never empty.
    package var changes: YAMLMapping

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        fromRound = try reader.integer("from_round")
        changes = try reader.mapping("set")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["from_round"] = .integer(fromRound)
        mapping["set"] = .mapping(changes)
        return mapping
    }
}
