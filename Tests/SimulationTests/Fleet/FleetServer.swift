/// A server of the fake fleet: some slots, a bounded queue, and a life of its own.
struct FleetServer {
    enum State: Hashable {
        case answers
        case loads
        case dead
    }

    /// What becomes of a request that arrives.
    enum Reception: Hashable {
        case started
        case queued
        case full
        case loading
        case unreachable
    }

    let name: String
    let slots: Int
    let queue: Int
    var state = State.answers
    private(set) var running: [Int] = []
    private(set) var waiting: [Int] = []

    init(name: String, slots: Int, queue: Int) {
        self.name = name
        self.slots = slots
        self.queue = queue
    }

    mutating func accept(_ call: Int) -> Reception {
        switch state {
        case .dead: return .unreachable
        case .loads: return .loading
        case .answers:
            if running.count < slots {
                running.append(call)
                return .started
            }
            guard waiting.count < queue else { return .full }
            waiting.append(call)
            return .queued
        }
    }

    /// Frees the slot of a call; returns the one that starts in its place.
    mutating func finish(_ call: Int) -> Int? {
        running.removeAll { $0 == call }
        waiting.removeAll { $0 == call }
        guard state == .answers, running.count < slots, !waiting.isEmpty else { return nil }
        let next = waiting.removeFirst()
        running.append(next)
        return next
    }

    /// Drops all requests and returns them.
    mutating func drop() -> [Int] {
        let dropped = running + waiting
        running = []
        waiting = []
        return dropped
    }
}
