/// What a run may cost in all, over every start of it; nil for no cap.
package struct BudgetSettings: Sendable, Hashable {
    package var requests: Int?
    /// Read and written together.
    package var tokens: Int?
    /// In the currency of `prices`.
    package var cost: Double?
    /// Hours that selfplay works on the run, training included.
    package var hours: Double?

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        requests = reader.optionalInteger("requests")
        tokens = reader.optionalInteger("tokens")
        cost = reader.optionalNumber("cost")
        hours = reader.optionalNumber("hours")
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["requests"] = requests.map { .integer($0) }
        mapping["tokens"] = tokens.map { .integer($0) }
        mapping["cost"] = cost.map { .double($0) }
        mapping["hours"] = hours.map { .double($0) }
        return mapping
    }
}
