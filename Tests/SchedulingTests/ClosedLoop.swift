import Glibc
import Scheduling

/// A server with slots and a queue that is always given as many requests as the controller allows. Service times are log-normal.
struct ClosedLoop {
    var slots: Int
    private(set) var controller: ConcurrencyController
    private var now = 0.0
    private var ends: [Double] = []
    private var queued = 0
    private var state: UInt64 = 42

    init(slots: Int, start: Int, most: Int) {
        self.slots = slots
        controller = ConcurrencyController(.adaptive(start: start, most: most))
    }

    mutating func run(completions: Int) {
        for _ in 0..<completions { step() }
    }

    mutating func run(seconds: Double) {
        let end = now + seconds
        while now < end { step() }
    }

    private mutating func step() {
        while ends.count + queued < controller.limit {
            controller.note(outstanding: ends.count + queued, at: now)
            queued += 1
        }
        while ends.count < slots, queued > 0 {
            queued -= 1
            ends.append(now + service())
        }
        guard let next = ends.indices.min(by: { ends[$0] < ends[$1] }) else { return }
        now = ends[next]
        controller.note(outstanding: ends.count + queued, at: now)
        ends.swapAt(next, ends.count - 1)
        ends.removeLast()
        controller.completed(work: 1, at: now)
    }

    /// Mean 1, the logarithm's standard deviation 0.8.
    private mutating func service() -> Double {
        let normal = sqrt(-2 * log(unit())) * cos(2 * Double.pi * unit())
        return exp(0.8 * normal - 0.32)
    }

    private mutating func unit() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (Double(state >> 12) + 0.5) * 0x1p-52
    }
}
