/// A server of the bench: so many slots, a queue before them that is first come, first served, and one way to be sick.
struct BenchServer {
    /// What is wrong with it from the start.
    enum Sickness: Hashable, CaseIterable {
        case none
        /// Every request is answered 500 after a moment.
        case errors
        /// No request is ever answered.
        case hangs
        /// Every connection is reset after a moment.
        case resets
        /// Ten times slower than the others.
        case slow
        /// It serves another model than it should.
        case wrongModel
    }

    let slots: Int
    /// How much longer a request takes than at a normal server.
    let slowness: Double
    let sickness: Sickness
    var isUp = true
    /// Requests in work, and since when.
    private(set) var running: [Int: Double] = [:]
    private var waiting: [Int] = []
    private var head = 0
    /// Slot-seconds spent on requests, those that came to nothing included.
    private(set) var busy = 0.0

    init(slots: Int, slowness: Double = 1, sickness: Sickness = .none) {
        self.slots = slots
        self.slowness = sickness == .slow ? 10 : slowness
        self.sickness = sickness
    }

    /// What it can do, in seconds of a normal slot per second.
    var capacity: Double { isUp ? Double(slots) / slowness : 0 }

    /// Requests that wait for a slot.
    var queued: Int { waiting.count - head }

    /// Takes a request in; returns whether it starts now.
    mutating func accept(_ call: Int, at now: Double) -> Bool {
        guard running.count < slots else {
            waiting.append(call)
            return false
        }
        running[call] = now
        return true
    }

    /// A request is over or was given up; returns the one that starts in its place.
    mutating func end(_ call: Int, at now: Double) -> Int? {
        guard let since = running.removeValue(forKey: call) else {
            if let place = waiting[head...].firstIndex(of: call) { waiting.remove(at: place) }
            return nil
        }
        busy += now - since
        guard head < waiting.count else { return nil }
        let next = waiting[head]
        head += 1
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        }
        running[next] = now
        return next
    }

    /// The server dies: returns all it had, and the work that is lost, in seconds of a normal slot.
    mutating func die(at now: Double) -> (calls: [Int], lost: Double) {
        isUp = false
        let spent = running.values.reduce(0) { $0 + now - $1 }
        busy += spent
        let calls = running.keys.sorted() + waiting[head...]
        running = [:]
        waiting = []
        head = 0
        return (calls, spent / slowness)
    }
}
