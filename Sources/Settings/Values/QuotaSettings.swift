/// A part of what a selection keeps.
package struct QuotaSettings: Sendable, Hashable {
    package enum Size: Sendable, Hashable {
        /// Of all that is kept, in [0, 1].
        case share(Double)
        case count(Int)
    }

    /// The condition of a pair that belongs to it.
    package var condition: String
    package var size: Size

    init(_ reader: SettingsReader) throws(ConfigurationError) {
        condition = try reader.text("where")
        if let count = reader.optionalInteger("count") {
            size = .count(count)
        } else {
            size = .share(try reader.number("share"))
        }
    }

    var yaml: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["where"] = .text(condition)
        switch size {
        case .share(let share): mapping["share"] = .double(share)
        case .count(let count): mapping["count"] = .integer(count)
        }
        return mapping
    }
}
