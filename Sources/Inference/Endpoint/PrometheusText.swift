/// Gauges from a server's `/metrics`, in the text format of Prometheus: a line `name{label="…"} value` for each set of labels, `#` before comments.
///
/// Only lines that begin with a wanted name are read; the rest is passed over byte by byte.
struct PrometheusText {
    /// The sum of a gauge's values over its labels (engines of one server), and the largest.
    struct Gauge: Sendable, Hashable {
        var sum = 0.0
        var largest = -Double.infinity
    }

    private var gauges: [String: Gauge] = [:]

    /// Reads the gauges of these names.
    init(_ bytes: [UInt8], names: [String]) {
        let wanted = names.map { ($0, Array($0.utf8)) }
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            if bytes[start] != UInt8(ascii: "#") {
                let line = bytes[start..<end]
                for (name, mark) in wanted where line.starts(with: mark) {
                    guard let value = Self.value(line.dropFirst(mark.count)) else { continue }
                    var gauge = gauges[name] ?? Gauge()
                    gauge.sum += value
                    gauge.largest = max(gauge.largest, value)
                    gauges[name] = gauge
                }
            }
            start = end + 1
        }
    }

    /// Nil where the server has no such gauge, or no number for it.
    subscript(name: String) -> Gauge? { gauges[name] }

    /// A gauge that counts something.
    func count(_ name: String) -> Int? {
        gauges[name].flatMap { Int(exactly: $0.sum.rounded()) }
    }

    /// The value after a name: labels in braces if there are any, then the number, then perhaps a time stamp.
    private static func value(_ rest: ArraySlice<UInt8>) -> Double? {
        var rest = rest
        if rest.first == UInt8(ascii: "{") {
            // A label may hold a brace of its own; what follows the labels holds none.
            guard let close = rest.lastIndex(of: UInt8(ascii: "}")) else { return nil }
            rest = rest[(close + 1)...]
        } else {
            // Else it is a longer name.
            guard rest.first == 0x20 || rest.first == 0x09 else { return nil }
        }
        guard let number = rest.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }).first else { return nil }
        guard let value = Double(String(decoding: number, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }
}
