import Glibc

/// How long calls take: a histogram over logarithmic buckets a tenth apart that slowly forgets.
///
/// Adding is O(1), a quantile is wrong by less than 5 % (Masson et al., *DDSketch*, VLDB 2019, with fixed buckets from 1 ms to 5 hours).
package struct LatencySketch: Sendable, Hashable {
    private static let shortest = 0.001
    private static let ratio = 1.1
    private static let bucketCount = 176
    /// Counts are halved once there are this many, so that the last few thousand calls decide.
    private static let most = 4096.0

    private var buckets = [Double](repeating: 0, count: Self.bucketCount)
    private var total = 0.0
    private var sum = 0.0
    /// Calls seen in all.
    package private(set) var count = 0

    package init() {}

    package mutating func add(_ seconds: Double) {
        guard seconds >= 0, seconds.isFinite else { return }
        buckets[Self.bucket(seconds)] += 1
        count += 1
        total += 1
        sum += seconds
        guard total >= Self.most else { return }
        for index in buckets.indices { buckets[index] *= 0.5 }
        total *= 0.5
        sum *= 0.5
    }

    package var mean: Double { total > 0 ? sum / total : 0 }

    /// The latency that this share of calls stays below; 0 where none was seen.
    package func quantile(_ share: Double) -> Double {
        guard total > 0 else { return 0 }
        let wanted = share * total
        var below = 0.0
        for index in buckets.indices {
            below += buckets[index]
            if below >= wanted { return Self.shortest * pow(Self.ratio, Double(index) + 0.5) }
        }
        return Self.shortest * pow(Self.ratio, Double(Self.bucketCount))
    }

    private static func bucket(_ seconds: Double) -> Int {
        guard seconds > shortest else { return 0 }
        return min(bucketCount - 1, Int(log(seconds / shortest) / log(ratio)))
    }
}
