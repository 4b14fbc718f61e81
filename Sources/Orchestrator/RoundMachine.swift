import Inference
package import Ledger
package import Scheduling

/// The answering part of a round as a state machine: events in, actions out; no I/O, no clock, no randomness of its own.
///
///     ledger -> what is missing -> scheduler -> endpoint -> recorder -> ledger -> next stage
///
/// Stages pull their work from the ledger in pages, so a stage sees committed facts only and memory does not grow with the round.
/// The async shell (`RoundShell`) carries the actions out; the simulator steps the same machine under a virtual clock.
package struct RoundMachine: Sendable {
    /// Limits that do not belong to one stage.
    package struct Limits: Sendable, Hashable {
        package var retry: RetryPolicy
        /// Given up / planned of a stage above which the round stops.
        package var failedShare: Double
        /// Seconds without any live endpoint of a stage after which the round stops.
        package var waitForBackend: Double
        /// What the run may still cost; nil where there is no cap.
        package var budget: Budget?
        /// What the stages' models cost.
        package var prices: [StageID: Price]

        package init(
            retry: RetryPolicy,
            failedShare: Double,
            waitForBackend: Double,
            budget: Budget? = nil,
            prices: [StageID: Price] = [:]
        ) {
            self.retry = retry
            self.failedShare = failedShare
            self.waitForBackend = waitForBackend
            self.budget = budget
            self.prices = prices
        }
    }

    /// What was learned of the endpoints of each stage, worth keeping from round to round.
    package struct Memory: Sendable, Hashable {
        package var pools: [StageID: PoolMemory] = [:]

        package init() {}
    }

    /// What is to become of the round.
    enum Course: Sendable, Hashable {
        case going
        case ending(RoundEnd)
        case ended
    }

    /// No new call is sent while this many facts wait for the recorder.
    static let mostWaitingFacts = 1024

    let limits: Limits
    var stages: [StageState]
    var recorder = GroupCommit<Fact>()
    /// Whether the commit under way brings responses, and with them work for the later stages.
    var commitsResponses = false
    var course = Course.going
    /// Calls in flight, by number.
    var calls: [Int: Call] = [:]
    /// Items that wait for their next attempt, by timer.
    var timers: [Int: (stage: Int, item: StageState.Item)] = [:]
    var lastNumber = 0
    /// The timer the machine itself waits for.
    var alarm: (number: Int, time: Double)?
    /// Endpoints that people were told are left out.
    var told: Set<String> = []
    /// What earlier rounds learned.
    let known: Memory
    var lastEventAt = 0.0
    var budget: Budget?
    /// What calls cost that no commit carries yet.
    var spent: [Account: Spending] = [:]

    /// - Parameters:
    ///   - stages: the sample stage first if there is one.
    ///   - firstResponse: a key below which the round has no responses.
    ///   - memory: what the rounds before learned of the endpoints.
    package init(stages: [StagePlan], firstResponse: Int64, limits: Limits, memory: Memory = Memory()) {
        self.limits = limits
        budget = limits.budget
        known = memory
        self.stages = stages.map { plan in
            let cursor = plan.id.readsPlan ? -1 : firstResponse - 1
            return StageState(plan: plan, cursor: cursor, memory: memory.pools[plan.id] ?? PoolMemory())
        }
    }

    /// Takes one event and returns what is to be done, in order.
    package mutating func handle(_ event: RoundEvent, at now: Double) -> [RoundAction] {
        guard course != .ended else { return [] }
        var actions: [RoundAction] = []
        lastEventAt = now
        switch event {
        case .started: break
        case .page(let id, let page): receive(page, for: id)
        case .finished(let call, let outcome, let report): finished(call, outcome, report, at: now, &actions)
        case .committed: committed(&actions)
        case .timer(let timer): wake(timer)
        case .probed(let id, let endpoint, let error): probed(id, endpoint, error, at: now, &actions)
        case .observed(let id, let endpoint, let load): observed(id, endpoint, load, at: now, &actions)
        case .endpointAdded(let id, let name): add(name, to: id)
        case .endpointRemoved(let id, let endpoint): remove(endpoint, from: id)
        case .stop(let reason): end(.stopped(reason))
        case .drain: end(.interrupted)
        case .cancel:
            end(.interrupted)
            actions.append(.cancelCalls)
        }
        if course == .going {
            // What hangs goes before what is queued: its endpoint is freed by it.
            review(at: now, &actions)
            fetchAndDispatch(at: now, &actions)
        }
        settle(&actions)
        return actions
    }

    /// Takes a page of pending work.
    private mutating func receive(_ page: WorkPage<Work>, for id: StageID) {
        guard let stage = index(of: id) else { return }
        stages[stage].isFetching = false
        stages[stage].isExhausted = page.exhausted
        stages[stage].cursor = page.cursor
        for work in page.work {
            lastNumber += 1
            stages[stage].append(StageState.Item(number: lastNumber, work: work))
        }
    }

    func mayRead(_ stage: Int) -> Bool {
        guard let earlier = stages[stage].plan.after.flatMap({ index(of: $0) }) else { return true }
        return stages[earlier].isIdle && recorder.isIdle
    }

    /// Ends the round once nothing is left to wait for.
    private mutating func settle(_ actions: inout [RoundAction]) {
        guard recorder.isIdle, calls.isEmpty else { return }
        // What the last calls cost may have come without a fact.
        let isOver = course != .going || stages.allSatisfy(\.isIdle)
        if isOver, !spent.isEmpty { return commit(recorder.submit(takeSpending()), &actions) }
        switch course {
        case .going where stages.allSatisfy(\.isIdle): actions.append(.end(.complete))
        case .ending(let end): actions.append(.end(end))
        default: return
        }
        course = .ended
    }

    /// Sends nothing new from here on; the first reason stands.
    mutating func end(_ end: RoundEnd) {
        if course == .going { course = .ending(end) }
    }

    /// Hands a batch to the ledger.
    mutating func commit(_ batch: [Fact]?, _ actions: inout [RoundAction]) {
        guard let batch else { return }
        commitsResponses = batch.contains { if case .response = $0 { true } else { false } }
        actions.append(.commit(batch + takeSpending()))
    }

    func index(of id: StageID) -> Int? {
        stages.firstIndex { $0.plan.id == id }
    }
}
