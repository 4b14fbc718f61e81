/// How many requests an endpoint is given at once.
package enum Concurrency: Sendable, Hashable {
    /// Found while the run goes on, from throughput, latency and what the server says of its load.
    case auto
    /// At most so many.
    case fixed(Int)

    /// The fixed number, or one to begin with.
    package var most: Int {
        if case .fixed(let count) = self { count } else { 64 }
    }

    init?(_ reader: SettingsReader, _ name: String) {
        if let count = reader.optionalInteger(name) {
            self = .fixed(count)
        } else if reader.optionalText(name) != nil {
            self = .auto
        } else {
            return nil
        }
    }

    var yaml: YAMLValue {
        switch self {
        case .auto: .text("auto")
        case .fixed(let count): .integer(count)
        }
    }
}
