import Inference
import Ledger
import Scheduling

/// What follows from the end of a call, a commit or a sleep.
extension RoundMachine {
    mutating func finished(_ number: Int, _ outcome: CallOutcome, _ report: CallReport, at now: Double, _ actions: inout [RoundAction]) {
        guard let call = calls.removeValue(forKey: number) else { return }
        let (stage, endpoint) = (call.stage, call.endpoint)
        spend(call, report)
        if call.isDropped {
            let change = stages[stage].pool.dropped(endpoint, report, at: now)
            return changed(stage, endpoint, change, why: nil, &actions)
        }
        switch outcome {
        case .facts(let facts):
            let change = stages[stage].pool.answered(endpoint, sentAt: call.sentAt, report, isWhole: true, at: now)
            changed(stage, endpoint, change, why: nil, &actions)
            dropTwin(of: call, &actions)
            stages[stage].inFlight -= 1
            stages[stage].done += call.item.work.count
            submit(facts, &actions)
        case .partial(let facts, let rest, let error):
            let change = stages[stage].pool.answered(endpoint, sentAt: call.sentAt, report, isWhole: false, at: now)
            changed(stage, endpoint, change, why: nil, &actions)
            dropTwin(of: call, &actions)
            stages[stage].inFlight -= 1
            stages[stage].done += call.item.work.count - rest.reduce(0) { $0 + $1.count }
            submit(facts, &actions)
            for work in rest {
                lastNumber += 1
                var item = call.item
                item.number = lastNumber
                item.work = work
                decide(item, stage, endpoint, error, &actions)
            }
        case .failed(let error): fail(call, error, report, at: now, &actions)
        }
    }

    private mutating func fail(_ call: Call, _ error: BackendError, _ report: CallReport, at now: Double, _ actions: inout [RoundAction]) {
        let (stage, endpoint) = (call.stage, call.endpoint)
        let isHopeless = error.failure == .misconfigured && stages[stage].pool.isLastConfigured(endpoint)
        let change = stages[stage].pool.failed(
            endpoint,
            error.failure,
            isFirst: call.item.blamed.isEmpty,
            retryAfter: error.retryAfter,
            sentAt: call.sentAt,
            report,
            at: now
        )
        if !isHopeless { changed(stage, endpoint, change, why: error, &actions) }
        if let twin = call.twin, calls[twin] != nil {
            // The other request goes on, and the item with it.
            calls[twin]?.twin = nil
            return
        }
        stages[stage].inFlight -= 1
        if isHopeless {
            putBackUncounted(call.item, stage)
            return end(.stopped(error.message))
        }
        decide(call.item, stage, endpoint, error, &actions)
    }

    /// What becomes of an item that failed: the retry policy's word, as far as the item's own failures go.
    private mutating func decide(
        _ item: StageState.Item,
        _ stage: Int,
        _ endpoint: Int,
        _ error: BackendError,
        _ actions: inout [RoundAction]
    ) {
        let hasOther = stages[stage].pool.hasOther(than: endpoint)
        let decision = limits.retry.decide(
            error.failure,
            attempt: attempts(of: item, stage, endpoint),
            item: UInt64(item.number),
            // The pause is the endpoint's, not the item's, where another can be asked.
            retryAfter: hasOther ? nil : error.retryAfter
        )
        switch decision {
        case .retry(let delay):
            var item = item
            item.blamed.append(endpoint)
            sleep(item, stage, delay, &actions)
        case .requeue, .waitForEndpoint, .stop: putBackUncounted(item, stage)
        case .giveUp: giveUp(item, stage, error, &actions)
        }
    }

    /// The attempts that count against an item: not those at an endpoint that is left out while others work, up to a bound.
    private func attempts(of item: StageState.Item, _ stage: Int, _ endpoint: Int) -> Int {
        let pool = stages[stage].pool
        guard item.attempts < 3 * limits.retry.attempts, pool.endpoints.contains(where: \.isLive) else { return item.attempts }
        var count = item.attempts
        for blamed in item.blamed + [endpoint] where !pool.endpoints[blamed].isLive { count -= 1 }
        return max(1, count)
    }

    /// The other request for the same item is not needed any more.
    private mutating func dropTwin(of call: Call, _ actions: inout [RoundAction]) {
        guard let twin = call.twin, calls[twin] != nil else { return }
        calls[twin]?.isDropped = true
        actions.append(.cancelCall(twin))
    }

    /// A commit is on disk: what it holds may be new work for the stages that follow sampling.
    mutating func committed(_ actions: inout [RoundAction]) {
        if commitsResponses {
            for stage in stages.indices where !stages[stage].plan.id.readsPlan {
                stages[stage].mayHaveMore = true
            }
        }
        commit(recorder.committed(), &actions)
    }

    mutating func wake(_ timer: Int) {
        if alarm?.number == timer { alarm = nil }
        guard let (stage, item) = timers.removeValue(forKey: timer) else { return }
        stages[stage].delayed -= 1
        stages[stage].putBack(item)
    }

    private mutating func sleep(_ item: StageState.Item, _ stage: Int, _ seconds: Double, _ actions: inout [RoundAction]) {
        lastNumber += 1
        timers[lastNumber] = (stage, item)
        stages[stage].delayed += 1
        actions.append(.sleep(lastNumber, seconds: seconds))
    }

    private mutating func putBackUncounted(_ item: StageState.Item, _ stage: Int) {
        var item = item
        item.attempts -= 1
        stages[stage].putBack(item)
    }

    /// Records that an item is given up, or splits it first: one bad response must not take its neighbours along.
    private mutating func giveUp(_ item: StageState.Item, _ stage: Int, _ error: BackendError, _ actions: inout [RoundAction]) {
        let plan = stages[stage].plan
        if case .sample(let work) = item.work, error.failure == .tooLong {
            let fact = PromptLeftOutFact(phase: work.phase, promptID: work.promptID, reason: "prompt_too_long")
            submit([.promptLeftOut(fact)], &actions)
            return
        }
        if item.work.count > 1, !plan.isIndivisible, plan.id != .sample || error.failure != .rejected {
            for single in item.work.singles.reversed() {
                lastNumber += 1
                stages[stage].putBack(StageState.Item(number: lastNumber, work: single))
            }
            return
        }
        let failures = item.work.failures(
            stage: item.work.failureStage ?? plan.id.name,
            model: plan.model,
            attempts: item.attempts,
            reason: error.failure.rawValue,
            error: error.message
        )
        submit(failures.map { .failure($0) }, &actions)
        // What is too long is a property of the data and says nothing of the fleet's health.
        guard error.failure != .tooLong else { return }
        stages[stage].failed += failures.count
        let share = Double(stages[stage].failed) / Double(max(1, plan.planned))
        if share > limits.failedShare {
            let given = "\(stages[stage].failed) of \(plan.planned) items of stage \(plan.id.name) were given up"
            end(.stopped("\(given), more than limits.failed_share \(limits.failedShare) allows; the last error: \(error.message)"))
        }
    }

    private mutating func submit(_ facts: [Fact], _ actions: inout [RoundAction]) {
        commit(recorder.submit(facts), &actions)
    }
}
