import Glibc
import Inference
import Ledger
import Scheduling

@testable import Orchestrator

/// Steps the round's real state machine through a long trace of requests to simulated servers, under a virtual clock and without a ledger.
final class Bench {
    private enum Happening {
        case told(RoundEvent)
        /// A server has done what it was asked, unless it was given up or started anew meanwhile.
        case served(call: Int)
        /// The request's time is up.
        case expired(call: Int)
        case probed(StageID, Int)
        case dies(Int)
        case revives(Int)
        /// The middle of the trace begins or ends.
        case marks(Int)
    }

    private struct Call {
        var server: Int
        var work: SampleWork
        var fault: FailureClass?
        var hangs = false
    }

    let settings: BenchSettings
    private var machine: RoundMachine
    private var servers: [BenchServer]
    private var timeline = Timeline<Happening>()
    private var now = 0.0
    private var chance: Chance
    private var calls: [Int: Call] = [:]
    private var sent = 0
    private var answers: [Int64: Int] = [:]
    private var facts: Set<Int64> = []
    private var capacityUntil = (time: 0.0, area: 0.0)
    private(set) var result = BenchResult()

    init(_ settings: BenchSettings) {
        self.settings = settings
        servers = settings.servers
        chance = Chance(seed: UInt64(settings.seed))
        let plan = StagePlan(
            id: .sample,
            model: "m",
            endpoints: servers.indices.map { "http://\($0)" },
            pool: settings.pool,
            planned: settings.requests * settings.samples
        )
        let limits = RoundMachine.Limits(retry: RetryPolicy(attempts: settings.attempts), failedShare: 1, waitForBackend: 600)
        machine = RoundMachine(stages: [plan], firstResponse: 1, limits: limits)
        result.arrivals = servers.map { _ in [] }
        for request in 0..<settings.requests {
            let seconds = service(Int64(request))
            result.work += seconds
            result.longest = max(result.longest, seconds)
        }
    }

    static func run(_ settings: BenchSettings) -> BenchResult {
        let bench = Bench(settings)
        bench.run()
        return bench.result
    }

    /// How many requests make a trace that takes so many slots over 50 times as long as its longest request.
    static func requests(seed: Int, slots: Int) -> Int {
        var count = 0
        var work = 0.0
        var longest = 0.0
        repeat {
            for request in count..<(count + 1000) {
                let seconds = service(Int64(request), seed: seed)
                work += seconds
                longest = max(longest, seconds)
            }
            count += 1000
        } while work / Double(slots) < 51 * longest
        return count
    }

    private func service(_ prompt: Int64) -> Double { Self.service(prompt, seed: settings.seed) }

    /// Seconds a request takes in a normal slot: log-normal with mean 1, a function of the request alone.
    private static func service(_ prompt: Int64, seed: Int) -> Double {
        var own = Chance(seed: UInt64(seed) &* 0x9E37_79B9 &+ UInt64(prompt))
        return own.seconds(median: exp(-BenchSettings.spread * BenchSettings.spread / 2), spread: BenchSettings.spread)
    }

    private func run() {
        let expected = result.work / servers.reduce(0) { $0 + $1.capacity }
        if let death = settings.death {
            timeline.schedule(.dies(death.server), at: death.from)
            timeline.schedule(.revives(death.server), at: death.to)
        }
        // From a tenth to nine tenths of what the trace takes at least.
        timeline.schedule(.marks(0), at: expected / 10)
        timeline.schedule(.marks(1), at: expected * 9 / 10)
        tell(.started)
        while result.end == nil, let (time, happening) = timeline.next() {
            now = time
            take(happening)
        }
        finish()
    }

    private func take(_ happening: Happening) {
        switch happening {
        case .told(let event): tell(event)
        case .served(let number): served(number)
        case .expired(let number):
            guard let call = calls.removeValue(forKey: number) else { return }
            leave(call.server, number)
            result.faults += 1
            tell(.finished(call: number, .failed(BackendError(.timedOut, "http://\(call.server) did not answer in time")), CallReport()))
        case .probed(let stage, let endpoint):
            let error = servers[endpoint].isUp ? nil : BackendError(.unreachable, "http://\(endpoint) refused the connection")
            tell(.probed(stage, endpoint: endpoint, error))
        case .dies(let server):
            measureCapacity()
            let (dropped, lost) = servers[server].die(at: now)
            result.lost += lost
            result.faults += dropped.count
            for number in dropped where calls.removeValue(forKey: number) != nil {
                tell(.finished(call: number, .failed(BackendError(.connectionLost, "http://\(server) went away")), CallReport()))
            }
        case .revives(let server):
            measureCapacity()
            servers[server].isUp = true
        case .marks(let mark): self.mark(mark)
        }
    }

    private func tell(_ event: RoundEvent) {
        result.events += 1
        for action in machine.handle(event, at: now) { perform(action) }
        result.mostCalls = max(result.mostCalls, machine.calls.count)
        result.mostTimers = max(result.mostTimers, machine.timers.count)
        result.mostQueued = max(result.mostQueued, machine.stages[0].queued)
    }

    private func perform(_ action: RoundAction) {
        switch action {
        case .fetch(let stage, let cursor, let limit):
            let first = cursor + 1
            let last = min(first + Int64(limit), Int64(settings.requests))
            let page = WorkPage(work: (first..<last).map(work), cursor: last - 1, exhausted: last == Int64(settings.requests))
            schedule(.told(.page(stage, page)), in: 0.001)
        case .call(let number, _, let endpoint, let work):
            if case .sample(let work) = work { send(number, work, to: endpoint) }
        case .commit(let batch):
            record(batch)
            schedule(.told(.committed), in: 0.002)
        case .sleep(let timer, let seconds):
            result.sleeps += 1
            schedule(.told(.timer(timer)), in: seconds)
        case .probe(let stage, let endpoint, let seconds): schedule(.probed(stage, endpoint), in: seconds)
        case .cancelCall(let number):
            guard let call = calls.removeValue(forKey: number) else { return }
            leave(call.server, number)
            schedule(.told(.finished(call: number, .failed(BackendError(.cancelled, "cancelled")), CallReport())), in: 0.001)
        case .observe(let stage, let endpoint, let seconds):
            let server = servers[endpoint]
            let load = settings.tellsLoad ? ServerLoad(running: server.running.count, waiting: server.queued) : nil
            schedule(.told(.observed(stage, endpoint: endpoint, load)), in: seconds)
        case .tell(let text): result.notices.append(text)
        case .cancelCalls: break
        case .end(let end): result.end = end
        }
    }

    private func work(_ prompt: Int64) -> Work {
        .sample(
            SampleWork(
                phase: .base,
                position: Int(prompt),
                promptID: prompt,
                promptHash: UInt64(prompt),
                messages: [],
                promptTokens: nil,
                samples: Array(0..<settings.samples)
            )
        )
    }

    // MARK: - Requests

    private func send(_ number: Int, _ work: SampleWork, to server: Int) {
        sent += 1
        result.arrivals[server].append(now)
        guard servers[server].isUp else {
            return schedule(.told(.finished(call: number, .failed(BackendError(.unreachable, "refused")), CallReport())), in: 0.001)
        }
        calls[number] = Call(server: server, work: work)
        let sickness = servers[server].sickness
        if let failure = Self.failure(of: sickness) {
            calls[number]?.fault = failure
            return schedule(.served(call: number), in: 0.02)
        }
        if sickness == .hangs { calls[number]?.hangs = true } else { drawFault(number) }
        if settings.timeout.isFinite { schedule(.expired(call: number), in: settings.timeout) }
        if servers[server].accept(number, at: now) { start(number) }
    }

    private static func failure(of sickness: BenchServer.Sickness) -> FailureClass? {
        switch sickness {
        case .errors: .serverError
        case .resets: .connectionLost
        case .wrongModel: .misconfigured
        case .none, .hangs, .slow: nil
        }
    }

    private func drawFault(_ number: Int) {
        guard settings.faultRate > 0, chance.happens(5 * settings.faultRate) else { return }
        switch chance.integer(0...4) {
        case 0: calls[number]?.fault = .connectionLost
        case 1: calls[number]?.fault = .serverError
        case 2: calls[number]?.fault = .malformedReply
        case 3: calls[number]?.hangs = true
        default: calls[number]?.fault = .aborted
        }
    }

    private func start(_ number: Int) {
        guard let call = calls[number], !call.hangs else { return }
        // A part of a prompt's responses is a part of the work.
        let share = Double(call.work.samples.count) / Double(settings.samples)
        schedule(.served(call: number), in: share * service(call.work.promptID) * servers[call.server].slowness)
    }

    private func served(_ number: Int) {
        guard let call = calls.removeValue(forKey: number) else { return }
        leave(call.server, number)
        guard let fault = call.fault else { return answer(number, call.work) }
        if Self.failure(of: servers[call.server].sickness) == nil { result.faults += 1 }
        let error = BackendError(fault, "http://\(call.server) failed: \(fault.rawValue)")
        guard fault == .aborted, call.work.samples.count > 1 else { return tell(.finished(call: number, .failed(error), CallReport())) }
        var missing = call.work
        missing.samples = [call.work.samples.last ?? 0]
        var came = call.work
        came.samples.removeLast()
        count(came)
        tell(.finished(call: number, .partial(Self.facts(came), rest: [.sample(missing)], error), CallReport()))
    }

    private func answer(_ number: Int, _ work: SampleWork) {
        count(work)
        let tokens = settings.tellsTokens ? Int(200 * service(work.promptID)) : 0
        tell(.finished(call: number, .facts(Self.facts(work)), CallReport(requests: 1, completionTokens: tokens)))
    }

    /// The request leaves its server, whatever came of it, and the next one starts.
    private func leave(_ server: Int, _ number: Int) {
        if let next = servers[server].end(number, at: now) { start(next) }
    }

    private func schedule(_ happening: Happening, in seconds: Double) {
        timeline.schedule(happening, at: now + seconds)
    }

    // MARK: - Counting

    private func count(_ work: SampleWork) {
        for sample in work.samples {
            let key = work.promptID * 1000 + Int64(sample)
            answers[key, default: 0] += 1
            if answers[key] == 2 { result.answeredTwice += 1 }
        }
    }

    private func record(_ batch: [Fact]) {
        for fact in batch {
            switch fact {
            case .response(let response):
                let isNew = facts.insert(response.promptID * 1000 + Int64(response.sample)).inserted
                if isNew { result.recorded += 1 } else { result.recordedTwice += 1 }
            case .failure: result.givenUp += 1
            default: break
            }
        }
    }

    private static func facts(_ work: SampleWork) -> [Fact] {
        work.samples.map { sample in
            .response(
                ResponseFact(
                    phase: .base,
                    promptID: work.promptID,
                    sample: sample,
                    seed: 1,
                    text: "",
                    tokens: nil,
                    finishReason: "stop",
                    model: "m",
                    endpoint: "",
                    weightVersion: ""
                )
            )
        }
    }

    /// Slot-seconds in use until now, in seconds of a normal slot.
    private var used: Double {
        servers.reduce(0) { sum, server in
            sum + (server.busy + server.running.values.reduce(0) { $0 + now - $1 }) / server.slowness
        }
    }

    private var marked = (used: 0.0, area: 0.0)

    private func mark(_ mark: Int) {
        measureCapacity()
        if mark == 0 {
            marked = (used, capacityUntil.area)
        } else {
            result.utilisation = (used - marked.used) / (capacityUntil.area - marked.area)
        }
    }

    private func measureCapacity() {
        let capacity = servers.reduce(0) { $0 + $1.capacity }
        let area = (now - capacityUntil.time) * capacity
        let needed = result.work + result.lost
        if result.ideal == 0, capacityUntil.area + area >= needed {
            result.ideal = capacityUntil.time + (needed - capacityUntil.area) / capacity
        }
        capacityUntil = (now, capacityUntil.area + area)
    }

    private func finish() {
        measureCapacity()
        result.makespan = now
        result.calls = sent
        result.hedges = machine.stages[0].hedged
        result.retries = sent - settings.requests - result.hedges
        result.limits = machine.stages[0].pool.endpoints.map(\.controller.limit)
    }
}
