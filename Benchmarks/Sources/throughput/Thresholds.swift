/// The committed limits: lines of a name and a number, `#` begins a comment.
struct Thresholds {
    /// CPU-seconds of selfplay for every one of the bare loop.
    let ratio: Double
    /// CPU-seconds of selfplay per 1,000 responses.
    let cpuPerThousand: Double
    let peakMegabytes: Double

    init(path: String) throws(Failure) {
        var values: [Substring: Double] = [:]
        for line in try TextFile.read(path).split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 2, let value = Double(words[1]) else { throw Failure("\(path): not a name and a number: \(line)") }
            values[words[0]] = value
        }
        func limit(_ name: Substring) throws(Failure) -> Double {
            guard let value = values[name] else { throw Failure("\(path): \(name) is missing") }
            return value
        }
        ratio = try limit("ratio")
        cpuPerThousand = try limit("cpu_seconds_per_1000_responses")
        peakMegabytes = try limit("peak_megabytes")
    }
}
