import Glibc

/// What is committed beside the benchmark.
struct Thresholds {
    /// Rows a second divided by pyarrow's.
    let ratio: Double
    let peakMegabytes: Double

    init(path: String) throws {
        guard let file = fopen(path, "r") else { throw Failure("cannot read \(path)") }
        defer { fclose(file) }
        var values: [Substring: Double] = [:]
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let bytes: [UInt8] = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
            let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
            if words.count == 2, words[0] != "#" { values[words[0]] = Double(words[1]) }
        }
        guard let ratio = values["ratio"], let peak = values["peak_megabytes"] else {
            throw Failure("\(path) lacks ratio or peak_megabytes")
        }
        self.ratio = ratio
        peakMegabytes = peak
    }
}
