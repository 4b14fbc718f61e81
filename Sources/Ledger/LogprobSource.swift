/// Where a log-prob comes from.
package enum LogprobSource: String, Sendable, Hashable {
    /// Reported by the server while it sampled.
    case sampled
    /// Measured by scoring the given ids.
    case given
    /// Read from an imported data set.
    case imported

    var key: Int64 {
        switch self {
        case .sampled: ReservedName.sampled.rawValue
        case .given: ReservedName.given.rawValue
        case .imported: ReservedName.imported.rawValue
        }
    }
}
