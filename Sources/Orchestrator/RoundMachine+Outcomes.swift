import Inference
import Ledger
import Scheduling

/// What follows from the end of a call, a commit, a sleep or a probe.
extension RoundMachine {
    mutating func succeed(_ call: Int, _ facts: [Fact], _ actions: inout [RoundAction]) {
        guard let (stage, endpoint, item) = calls.removeValue(forKey: call) else { return }
        stages[stage].pool.release(endpoint)
        stages[stage].inFlight -= 1
        stages[stage].done += item.work.count
        submit(facts, &actions)
    }

    mutating func fail(_ call: Int, _ error: BackendError, at now: Double, _ actions: inout [RoundAction]) {
        guard let (stage, endpoint, item) = calls.removeValue(forKey: call) else { return }
        stages[stage].pool.release(endpoint)
        stages[stage].inFlight -= 1
        let decision = limits.retry.decide(
            error.failure,
            attempt: item.attempts,
            item: UInt64(item.number),
            retryAfter: error.retryAfter
        )
        switch decision {
        case .retry(let delay): sleep(item, stage, delay, &actions)
        case .requeue: putBackUncounted(item, stage)
        case .waitForEndpoint:
            putBackUncounted(item, stage)
            if let delay = stages[stage].pool.markDown(endpoint, at: now) {
                actions.append(.probe(stages[stage].plan.id, endpoint: endpoint, after: delay))
            }
        case .giveUp: giveUp(item, stage, error, &actions)
        case .stop:
            putBackUncounted(item, stage)
            end(.stopped(error.message))
        }
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
        guard let (stage, item) = timers.removeValue(forKey: timer) else { return }
        stages[stage].delayed -= 1
        stages[stage].putBack(item)
    }

    mutating func probed(
        _ id: StageID,
        _ endpoint: Int,
        _ error: BackendError?,
        at now: Double,
        _ actions: inout [RoundAction]
    ) {
        guard let stage = index(of: id), course == .going else { return }
        guard let error else {
            stages[stage].pool.markUp(endpoint)
            return
        }
        if error.failure == .misconfigured {
            end(.stopped(error.message))
        } else if let since = stages[stage].pool.allDownSince, now - since >= limits.waitForBackend {
            let seconds = Int(limits.waitForBackend)
            end(.stopped("\(error.message) (waited \(seconds) s: limits.wait_for_backend); start it again, then resume"))
        } else {
            actions.append(.probe(id, endpoint: endpoint, after: stages[stage].pool.probeFailed(endpoint)))
        }
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
        if item.work.count > 1, plan.id != .sample || error.failure != .rejected {
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
