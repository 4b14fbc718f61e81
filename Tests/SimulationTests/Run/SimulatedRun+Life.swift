import Inference
import Ledger

@testable import Orchestrator

/// One life of the process: the shell's part, with a virtual clock.
extension SimulatedRun {
    /// Lives until the part is answered, or the process is killed (nil).
    func live(_ record: RoundRecord, _ part: StagePlanner.Part, _ phase: Phase) throws -> RoundEnd? {
        lives += 1
        life = try begin(record, part, phase)
        planTheEnd()
        planTheFleet()
        try tell(.started)
        while life?.end == nil, life?.isDead == false {
            guard life?.pending != 0, let (time, happening) = timeline.next() else {
                throw Violation("the round stands still: nothing is under way, and it has not ended")
            }
            now = time
            try take(happening)
            outcome.visits.steps += 1
            if outcome.visits.steps > Self.mostEvents || now > Self.mostSeconds { throw Violation("the round goes on for ever") }
        }
        return life?.end
    }

    /// Kills and signals come at any instant of a life, most of them while it has work.
    private func planTheEnd() {
        guard isRough else { return }
        let soon = 5 * conditions.latency
        if chance.happens(conditions.crashes) { timeline.schedule(.crash(life: lives), at: now + chance.seconds(median: soon)) }
        guard chance.happens(conditions.drains) else { return }
        let time = now + chance.seconds(median: soon)
        timeline.schedule(.drain(life: lives), at: time)
        if chance.happens(0.5) { timeline.schedule(.cancel(life: lives), at: time + chance.seconds(median: conditions.latency / 2)) }
    }

    /// Something of this life is going to happen.
    func schedule(_ happening: Happening, in seconds: Double) {
        life?.pending += 1
        timeline.schedule(happening, at: now + seconds)
    }

    func tell(_ event: RoundEvent) throws {
        guard var machine = life?.machine else { return }
        let actions = machine.handle(event, at: now)
        life?.machine = machine
        for action in actions { try perform(action) }
        outcome.visits.mostWaiting = max(outcome.visits.mostWaiting, machine.recorder.waiting)
        let most = RoundMachine.mostWaitingFacts + plannedInFlight
        guard machine.recorder.waiting <= most else { throw Violation("\(machine.recorder.waiting) facts wait for the recorder") }
    }

    /// The most facts that requests in flight may bring at once.
    private var plannedInFlight: Int {
        (life?.plans ?? []).reduce(0) { $0 + conditions.concurrency * ($1.endpoints.count + 2) * (configuration.policy.samples + 1) }
    }

    private func perform(_ action: RoundAction) throws {
        guard let life else { return }
        guard life.end == nil else { throw Violation("\(action) came after the end") }
        switch action {
        case .fetch(let stage, let cursor, let limit):
            schedule(.snapshot(life: lives, stage, after: cursor, limit: limit), in: chance.seconds(median: 0.001))
        case .call(let number, let stage, let endpoint, let work):
            try send(number, stage, endpoint, work)
        case .commit(let facts):
            try commit(facts)
        case .sleep(let timer, let seconds):
            if mutant == .losesRetries, chance.happens(0.3) { return }
            schedule(.told(life: lives, .timer(timer)), in: seconds)
        case .probe(let stage, let endpoint, let seconds):
            schedule(.probe(life: lives, stage, endpoint: endpoint), in: seconds)
        case .cancelCall(let number):
            guard let call = life.calls[number] else { throw Violation("a call was cancelled that is not under way") }
            self.life?.calls[number]?.isCancelled = true
            try startNext(at: call.server, insteadOf: number)
            end(number, BackendError(.cancelled, "cancelled"))
        case .observe(let stage, let endpoint, let seconds):
            schedule(.observe(life: lives, stage, endpoint: endpoint), in: seconds)
        case .tell: outcome.visits.notices += 1
        case .cancelCalls:
            for (number, call) in life.calls.sorted(by: { $0.key < $1.key }) {
                try startNext(at: call.server, insteadOf: number)
                end(number, BackendError(.cancelled, "cancelled"))
            }
        case .end(let end):
            self.life?.end = end
            try checkEnd(end)
        }
    }

    private func commit(_ facts: [Fact]) throws {
        try watch.commits(facts)
        life?.underWay = facts
        life?.isOnDisk = false
        let seconds = chance.seconds(median: conditions.commit)
        let untilToldOf = chance.seconds(median: 0.001)
        schedule(.durable(life: lives), in: seconds)
        schedule(.told(life: lives, .committed), in: mutant == .recordsBeforeCommit ? 0 : seconds + untilToldOf)
    }

    /// Takes what happens next, in the world or in our process.
    func take(_ happening: Happening) throws {
        if try takeOfTheWorld(happening) { return }
        guard let life, life.end == nil, !life.isDead else { return }
        switch happening {
        case .told(life.number, let event): try hear(event)
        case .snapshot(life.number, let stage, let cursor, let limit):
            self.life?.pending -= 1
            let page = try life.pages.read(stage, after: cursor, limit: limit)
            schedule(.told(life: lives, .page(stage, page)), in: chance.seconds(median: 0.001))
        case .durable(life.number):
            self.life?.pending -= 1
            try write()
        case .probe(life.number, let stage, let endpoint): try probe(stage, endpoint)
        case .observe(life.number, let stage, let endpoint): try observe(stage, endpoint)
        case .joins(life.number, let stage): try join(stage)
        case .leaves(life.number, let stage, let endpoint): try leave(stage, endpoint)
        case .served(life.number, let call): try serve(call)
        case .crash(life.number): try crash()
        case .drain(life.number):
            outcome.visits.drains += 1
            self.life?.isEnding = true
            try tell(.drain)
        case .cancel(life.number):
            outcome.visits.cancels += 1
            self.life?.isEnding = true
            try tell(.cancel)
        default: return
        }
    }

    private func hear(_ event: RoundEvent) throws {
        life?.pending -= 1
        switch event {
        case .committed:
            watch.committed()
            life?.underWay = nil
        case .finished(let number, let result, _):
            guard let call = life?.calls.removeValue(forKey: number) else { return }
            if !call.isCancelled { note(result, of: call) }
        default: break
        }
        try tell(event)
    }

    /// What a call says of its items, unless another request for them goes on.
    private func note(_ result: CallOutcome, of call: Life.Call) {
        switch result {
        case .facts: watch.answered(call.items)
        case .partial(_, let rest, _):
            outcome.visits.partials += 1
            let missing = call.items.filter { item in
                rest.contains { if case .sample(let work) = $0 { work.samples.contains(item.sample) } else { false } }
            }
            watch.answered(call.items.filter { !missing.contains($0) })
            watch.failed(missing)
            for item in missing { life?.spoiled[item, default: 0] += 1 }
        case .failed(let error):
            outcome.visits.failures += 1
            if error.failure != .cancelled { for item in call.items { life?.spoiled[item, default: 0] += 1 } }
            guard twins(of: call.stage, call.items).isEmpty else { return }
            watch.failed(call.items)
        }
    }

    private func write() throws {
        guard let facts = life?.underWay, let round = life?.round.round else { return }
        do {
            try ledger.commit(facts, round: round)
        } catch {
            throw Violation("the ledger refused a commit: \(error)")
        }
        life?.isOnDisk = true
        hasCommitted = true
        for fact in facts {
            switch fact {
            case .comparison: outcome.visits.comparisons += 1
            case .embedding: outcome.visits.vectors += 1
            default: break
            }
        }
        try watch.durable()
    }

    /// The process is killed. A commit under way is on disk or not, as chance will have it.
    private func crash() throws {
        outcome.visits.crashes += 1
        if let life, life.underWay != nil, !life.isOnDisk {
            if chance.happens(0.5) {
                outcome.visits.crashesAfterCommit += 1
                try write()
            } else {
                outcome.visits.crashesBeforeCommit += 1
            }
        }
        watch.crashed()
        life?.isDead = true
        for server in servers.indices { _ = servers[server].drop() }
    }
}
