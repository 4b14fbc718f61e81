import Measuring

/// The committed limits.
struct Thresholds {
    /// CPU-seconds of selfplay for every one of the bare loop.
    let ratio: Double
    /// CPU-seconds of selfplay per 1,000 responses.
    let cpuPerThousand: Double
    let peakMegabytes: Double

    init(path: String) throws(Failure) {
        let limits = try Limits(path: path)
        ratio = try limits.limit("ratio")
        cpuPerThousand = try limits.limit("cpu_seconds_per_1000_responses")
        peakMegabytes = try limits.limit("peak_megabytes")
    }
}
