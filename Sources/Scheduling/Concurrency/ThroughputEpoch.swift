/// What an endpoint did over a while at one limit: work done, and requests outstanding on average.
struct ThroughputEpoch: Sendable, Hashable {
    /// A mean of outstanding requests and the work per second it brought.
    struct Level: Sendable, Hashable {
        var occupancy: Double
        var throughput: Double
    }

    private(set) var completions = 0
    /// Completions that still belong to what was before.
    private var settling: Int
    private var began: Double
    private var work = 0.0
    private var area = 0.0
    private var noted: Double

    init(at now: Double, settling: Int) {
        self.settling = settling
        began = now
        noted = now
    }

    /// Notes how many requests were outstanding until now.
    mutating func note(outstanding: Int, at now: Double) {
        area += Double(outstanding) * max(0, now - noted)
        noted = max(now, noted)
    }

    /// Counts a completion; those while it settles begin it anew.
    mutating func add(_ done: Double, at now: Double) {
        guard settling > 0 else {
            completions += 1
            work += done
            return
        }
        settling -= 1
        guard settling == 0 else { return }
        began = now
        noted = now
        area = 0
    }

    /// Nil before any time has passed.
    var level: Level? {
        let seconds = noted - began
        guard seconds > 0, completions > 0, work > 0 else { return nil }
        return Level(occupancy: area / seconds, throughput: work / seconds)
    }
}
