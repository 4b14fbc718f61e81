package import Ledger
import Scheduling

/// Where one stage stands inside the round's state machine.
struct StageState: Sendable {
    /// A piece of work with its history.
    struct Item: Sendable {
        var number: Int
        var work: Work
        var attempts = 0
    }

    let plan: StagePlan
    var pool: EndpointPool
    /// Work read from the ledger and not sent, oldest at `head`.
    private var queue: [Item] = []
    private var head = 0
    /// Where the next page of pending work begins.
    var cursor: Int64
    /// A page was asked for and is not here yet.
    var isFetching = false
    /// The last page was the last one when it was read.
    var isExhausted = false
    /// Responses were committed since the last page was asked for.
    var mayHaveMore = true
    /// Calls sent and not answered.
    var inFlight = 0
    /// Items that wait for their next attempt.
    var delayed = 0
    /// Items given up that count towards the share of failures.
    var failed: Int
    var done: Int

    init(plan: StagePlan, cursor: Int64) {
        self.plan = plan
        self.cursor = cursor
        pool = EndpointPool(names: plan.endpoints, limit: plan.concurrency)
        failed = plan.failed
        done = plan.done
    }

    var queued: Int { queue.count - head }

    /// Pages hold about two rounds of what the endpoints can take at once.
    var pageSize: Int { max(64, min(1024, 2 * plan.concurrency * max(1, plan.endpoints.count))) }

    /// Whether a page should be asked for: the queue runs low and the ledger may hold more.
    var wantsPage: Bool {
        !isFetching && queued < pageSize / 2 && (!isExhausted || mayHaveMore)
    }

    /// Nothing queued, sent or waiting, and nothing more to read.
    var isIdle: Bool {
        queued == 0 && inFlight == 0 && delayed == 0 && !isFetching && isExhausted && !mayHaveMore
    }

    mutating func append(_ item: Item) {
        queue.append(item)
    }

    mutating func putBack(_ item: Item) {
        if head > 0 {
            head -= 1
            queue[head] = item
        } else {
            queue.insert(item, at: 0)
        }
    }

    mutating func next() -> Item? {
        guard head < queue.count else { return nil }
        let item = queue[head]
        head += 1
        if head == queue.count {
            queue.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024 {
            queue.removeFirst(head)
            head = 0
        }
        return item
    }
}
