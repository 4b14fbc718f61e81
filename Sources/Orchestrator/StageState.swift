package import Ledger
import Scheduling

/// Where one stage stands inside the round's state machine.
struct StageState: Sendable {
    /// A piece of work with its history.
    struct Item: Sendable {
        var number: Int
        var work: Work
        /// Attempts begun that count.
        var attempts = 0
        /// The endpoints at which it failed, once for every attempt that failed and counts.
        var blamed: [Int] = []
    }

    /// Items that came back and are looked at before the queue, at most.
    private static let mostLookedAt = 4

    let plan: StagePlan
    var pool: EndpointPool
    /// Work read from the ledger and not sent, oldest at `head`.
    private var queue: [Item] = []
    private var head = 0
    /// Work that was sent before and came back, first in line.
    private var returned: [Item] = []
    /// Where the next page of pending work begins.
    var cursor: Int64
    /// A page was asked for and is not here yet.
    var isFetching = false
    /// The last page was the last one when it was read.
    var isExhausted = false
    /// Responses were committed since the last page was asked for.
    var mayHaveMore = true
    /// Items sent and not answered.
    var inFlight = 0
    /// Items that wait for their next attempt.
    var delayed = 0
    /// Items given up that count towards the share of failures.
    var failed: Int
    var done: Int
    /// Calls sent, and those of them that were a second request for the same.
    var sent = 0
    var hedged = 0
    /// When calls are looked at next: which take long, and which endpoints are silent.
    var nextReview = 0.0
    /// Whether an endpoint is asked for its load, and how often in a row it told none.
    var observation: [Observation]

    /// Whether an endpoint's load is being read.
    struct Observation: Sendable, Hashable {
        var isUnderWay = false
        /// Times it told none; one that never tells is not asked for ever.
        var silent = 0
    }

    init(plan: StagePlan, cursor: Int64, memory: PoolMemory = PoolMemory()) {
        self.plan = plan
        self.cursor = cursor
        pool = EndpointPool(names: plan.endpoints, settings: plan.pool, memory: memory)
        observation = plan.endpoints.map { _ in Observation() }
        failed = plan.failed
        done = plan.done
    }

    var queued: Int { queue.count - head + returned.count }

    /// Pages hold about two rounds of what the endpoints can take at once.
    var pageSize: Int { max(64, min(1024, 2 * pool.totalLimit)) }

    /// Whether a page should be asked for: the queue runs low and the ledger may hold more.
    var wantsPage: Bool {
        !isFetching && (!isExhausted || mayHaveMore) && queued < pageSize / 2
    }

    /// Nothing is left that was not sent: only calls in flight and items that wait.
    var isDrained: Bool { queued == 0 && !isFetching && isExhausted && !mayHaveMore }

    /// Nothing queued, sent or waiting, and nothing more to read.
    var isIdle: Bool { isDrained && inFlight == 0 && delayed == 0 }

    mutating func append(_ item: Item) {
        queue.append(item)
    }

    mutating func putBack(_ item: Item) {
        returned.insert(item, at: 0)
    }

    /// The next item that an endpoint can take now, and that endpoint. An item never goes back to the endpoint it just failed at
    /// while there is another, so that one that cannot be placed lets others pass.
    mutating func next(at now: Double) -> (item: Item, endpoint: Int)? {
        for place in 0..<min(returned.count, Self.mostLookedAt) {
            if let endpoint = pool.acquire(at: now, key: key(returned[place]), avoiding: returned[place].blamed.last) {
                return (returned.remove(at: place), endpoint)
            }
        }
        guard head < queue.count, let endpoint = pool.acquire(at: now, key: key(queue[head])) else { return nil }
        let item = queue[head]
        head += 1
        if head == queue.count {
            queue.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024 {
            queue.removeFirst(head)
            head = 0
        }
        return (item, endpoint)
    }

    private func key(_ item: Item) -> UInt64? {
        plan.pool.affinity ? item.work.affinityKey : nil
    }
}
