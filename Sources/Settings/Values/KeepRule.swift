/// How many of the ranked pairs are kept.
package enum KeepRule: Sendable, Hashable {
    /// The best share of the prompts that have a pair, in (0, 1].
    case ratio(Double)
    /// The best so many, at least 1.
    case count(Int)
    /// All with a score above.
    case threshold(Double)

    /// Nil where nothing is written.
    init?(_ reader: SettingsReader) {
        if let count = reader.optionalInteger("count") {
            self = .count(count)
        } else if let threshold = reader.optionalNumber("threshold") {
            self = .threshold(threshold)
        } else if let ratio = reader.optionalNumber("ratio") {
            self = .ratio(ratio)
        } else {
            return nil
        }
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        switch self {
        case .ratio(let ratio): mapping["ratio"] = .double(ratio)
        case .count(let count): mapping["count"] = .integer(count)
        case .threshold(let threshold): mapping["threshold"] = .double(threshold)
        }
        return mapping
    }
}
