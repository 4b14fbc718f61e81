import Scheduling

/// A trace of requests and the servers that answer them.
struct BenchSettings {
    var seed: Int
    var servers: [BenchServer]
    /// Requests, and responses each asks for.
    var requests: Int
    var samples = 1
    var pool = PoolSettings(concurrency: .adaptive(start: 4, most: 64))
    /// A server that is dead between two moments, in seconds.
    var death: (server: Int, from: Double, to: Double)?
    /// Probability of each kind of fault of a request.
    var faultRate = 0.0
    /// Seconds without an answer after which a request is given up.
    var timeout = Double.infinity
    var attempts = 6
    /// Servers tell what waits.
    var tellsLoad = false
    /// Calls tell how many tokens they brought.
    var tellsTokens = false

    /// The spread of service times: their logarithm's standard deviation.
    static let spread = 0.8
}
