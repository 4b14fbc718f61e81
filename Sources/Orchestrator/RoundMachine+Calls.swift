import Inference
import Ledger
import Scheduling

/// Sending calls, and sending those that take long a second time.
extension RoundMachine {
    /// A request on its way.
    struct Call: Sendable {
        var stage: Int
        var endpoint: Int
        var item: StageState.Item
        var sentAt: Double
        /// The other request for the same item.
        var twin: Int?
        /// It was sent a second time, or is the second one.
        var isHedged = false
        /// The other one was answered: whatever comes is dropped.
        var isDropped = false
    }

    /// Asks for pages where a queue runs low and sends what the endpoints can take.
    mutating func fetchAndDispatch(at now: Double, _ actions: inout [RoundAction]) {
        for stage in stages.indices {
            if stages[stage].wantsPage, mayRead(stage) {
                stages[stage].isFetching = true
                stages[stage].mayHaveMore = false
                actions.append(.fetch(stages[stage].plan.id, after: stages[stage].cursor, limit: stages[stage].pageSize))
            }
            while recorder.waiting < Self.mostWaitingFacts, stages[stage].queued > 0, hasRoom,
                let (item, endpoint) = stages[stage].next(at: now)
            {
                var item = item
                item.attempts += 1
                stages[stage].inFlight += 1
                send(Call(stage: stage, endpoint: endpoint, item: item, sentAt: now), &actions)
            }
            guard stages[stage].queued > 0, let opening = stages[stage].pool.nextOpening(at: now) else { continue }
            wakeUp(at: opening, now: now, &actions)
        }
    }

    @discardableResult
    private mutating func send(_ call: Call, _ actions: inout [RoundAction]) -> Int {
        lastNumber += 1
        calls[lastNumber] = call
        budget?.take()
        let stage = call.stage
        stages[stage].sent += 1
        actions.append(.call(lastNumber, stages[stage].plan.id, endpoint: call.endpoint, call.item.work))
        observe(stage, call.endpoint, &actions)
        return lastNumber
    }

    // MARK: - What takes long

    /// Looks for silent endpoints and long calls, no oftener than it can matter.
    mutating func review(at now: Double, _ actions: inout [RoundAction]) {
        for stage in stages.indices where stages[stage].inFlight > 0 && stages[stage].pool.endpoints.count > 1 {
            guard now >= stages[stage].nextReview, stages[stage].pool.latencies.count > 0 else { continue }
            for endpoint in stages[stage].pool.suspect(at: now) { changed(stage, endpoint, .suspected, why: nil, &actions) }
            let pause = max(0.05, stages[stage].pool.latencies.quantile(0.95) / 8)
            stages[stage].nextReview = now + pause
            guard let due = hedge(stage, at: now, &actions) else { continue }
            stages[stage].nextReview = max(now + pause, due)
            wakeUp(at: stages[stage].nextReview, now: now, &actions)
        }
    }

    /// Sends calls that take long to another endpoint as well, oldest first: once nothing else is left to send, or where their own endpoint
    /// is silent or left out. Returns when the next call will have taken long.
    private mutating func hedge(_ stage: Int, at now: Double, _ actions: inout [RoundAction]) -> Double? {
        guard let hedging = stages[stage].plan.pool.hedging, stages[stage].pool.latencies.count >= hedging.fewest else { return nil }
        let pool = stages[stage].pool
        let isDrained = stages[stage].isDrained
        guard isDrained || pool.endpoints.contains(where: { !$0.isLive && $0.outstanding > 0 }) else { return nil }
        let long = hedging.factor * pool.latencies.quantile(hedging.quantile)
        var due: Double?
        var candidates: [Int] = []
        for (number, call) in calls where call.stage == stage && !call.isHedged && !call.isDropped {
            guard isDrained || !pool.endpoints[call.endpoint].isLive else { continue }
            if now - call.sentAt >= long { candidates.append(number) } else { due = min(due ?? .infinity, call.sentAt + long) }
        }
        candidates.sort()
        for number in candidates {
            guard let call = calls[number] else { continue }
            let budget = max(2, hedging.budget * Double(stages[stage].sent))
            guard Double(stages[stage].hedged + 1) <= budget, hasRoom, recorder.waiting < Self.mostWaitingFacts else { break }
            guard pool.hasOther(than: call.endpoint), let other = stages[stage].pool.acquire(at: now, avoiding: call.endpoint) else {
                continue
            }
            stages[stage].hedged += 1
            calls[number]?.isHedged = true
            let twin = Call(stage: stage, endpoint: other, item: call.item, sentAt: now, twin: number, isHedged: true)
            let second = send(twin, &actions)
            calls[number]?.twin = second
        }
        return due
    }

    // MARK: - Waking up

    /// Sets the one timer of the machine itself: for a rate limit that opens, or calls that will have taken long.
    mutating func wakeUp(at time: Double, now: Double, _ actions: inout [RoundAction]) {
        if let alarm, alarm.time <= time + 0.001 { return }
        lastNumber += 1
        alarm = (lastNumber, time)
        actions.append(.sleep(lastNumber, seconds: max(0.001, time - now)))
    }
}
