import Glibc

/// What writing a file cost.
struct Measurement {
    let rows: Int
    let bytes: Int
    let seconds: Double
    /// The process's largest resident set.
    let peakMegabytes: Double

    init(rows: Int, bytes: Int, seconds: Double) {
        self.rows = rows
        self.bytes = bytes
        self.seconds = seconds
        peakMegabytes = Self.peakMegabytes
    }

    /// The process's largest resident set so far.
    static var peakMegabytes: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) * 1024 / 1e6
    }

    var rowsPerSecond: Double { Double(rows) / seconds }

    var summary: String {
        "\(rows) rows, \(bytes / 1_000_000) MB in \(seconds) s: \(Int(rowsPerSecond)) rows/s, peak \(Int(peakMegabytes)) MB"
    }

    /// Seconds, monotonic.
    static var clock: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
