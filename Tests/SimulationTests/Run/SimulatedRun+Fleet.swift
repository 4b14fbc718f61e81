import Inference
import Ledger
import Scheduling

@testable import Orchestrator

/// The fake fleet's part of the world.
extension SimulatedRun {
    func buildFleet() {
        func serve(_ stages: [StageID], _ name: String) {
            for number in 0..<conditions.servers {
                let server = servers.count
                servers.append(FleetServer(name: "http://\(name)-\(number)", slots: conditions.slots, queue: conditions.queue))
                for stage in stages { fleet[stage, default: []].append(server) }
                if conditions.secondsUp.isFinite {
                    timeline.schedule(.serverDies(server), at: chance.seconds(median: conditions.secondsUp))
                }
            }
        }
        // A reference served by the policy's own servers shares their slots.
        let hasWriter = configuration.evolution?.rewriter.source == .own
        serve([.sample, .policyLogprob, .referenceLogprob] + (hasWriter ? [] : [.rewrite]), "policy")
        if hasWriter { serve([.rewrite], "writer") }
        serve([.reward("list")], "list")
        serve([.reward("single")], "single")
        if configuration.rewards.contains(where: { $0.name == "duel" }) { serve([.reward("duel")], "duel") }
        if configuration.embeddings != nil { serve([.embedding], "embedder") }
    }

    var backends: BackendSet {
        func names(_ stage: StageID) -> [String] { (fleet[stage] ?? []).map { servers[$0].name } }
        var set = BackendSet(
            round: RoundBackends(policy: [], reference: [], rewards: [:], rewardModels: [:]),
            policyEndpoints: names(.sample),
            referenceEndpoints: names(.referenceLogprob),
            rewriterEndpoints: names(.rewrite),
            rewardEndpoints: ["list": names(.reward("list")), "single": names(.reward("single")), "duel": names(.reward("duel"))],
            singleRewards: ["single"],
            comparingRewards: ["duel"]
        )
        set.embedderEndpoints = names(.embedding)
        return set
    }

    /// A request leaves our process.
    func send(_ number: Int, _ stage: StageID, _ endpoint: Int, _ work: Work) throws {
        guard let life, let server = fleet[stage]?[endpoint] else { throw Violation("\(stage) has no endpoint \(endpoint)") }
        if life.isEnding { throw Violation("a request was sent after the process was asked to end") }
        let known = twins(of: stage, try watch.items(stage, work))
        if known.count > 1 || known.contains(where: { $0.endpoint == endpoint }) { throw Violation("\(work) was sent too often") }
        outcome.visits.hedges += known.count
        if life.removed[stage]?.contains(endpoint) == true { throw Violation("a request was sent to an endpoint that left") }
        let items = try watch.sent(stage, work, isAgain: !known.isEmpty)
        for item in items { asked[item, default: 0] += 1 }
        if stage == .reward("single"), work.count != 1 { throw Violation("a single reward was asked for \(work.count) responses") }
        let outstanding = life.calls.values.count { $0.stage == stage && $0.endpoint == endpoint }
        guard outstanding < conditions.concurrency else {
            throw Violation("\(outstanding + 1) requests are outstanding at \(servers[server].name)")
        }
        self.life?.calls[number] = Life.Call(stage: stage, endpoint: endpoint, server: server, work: work, items: items)
        let name = servers[server].name
        switch servers[server].accept(number) {
        case .started: start(number)
        case .queued: break
        case .full: end(number, BackendError(.overloaded, "\(name) is full", retryAfter: chance.happens(0.5) ? 3 : nil))
        case .loading: end(number, BackendError(.overloaded, "\(name) loads"))
        case .unreachable: end(number, BackendError(.unreachable, "\(name) refused the connection"))
        }
    }

    private func start(_ number: Int) {
        schedule(.served(life: lives, call: number), in: chance.seconds(median: conditions.latency, spread: conditions.spread))
    }

    /// The call is over; our process hears of it a little later.
    func end(_ number: Int, _ error: BackendError) {
        schedule(.told(life: lives, .finished(call: number, .failed(error), CallReport())), in: chance.seconds(median: 0.001))
    }

    /// A server has an answer, or an error of any kind.
    func serve(_ number: Int) throws {
        life?.pending -= 1
        guard let life, let call = life.calls[number], servers[call.server].running.contains(number) else { return }
        try startNext(at: call.server, insteadOf: number)
        if let fault = fault(call) {
            if conditions.repliesInPart, try endInPart(number, call, life) { return }
            end(number, BackendError(fault, "\(servers[call.server].name) failed", retryAfter: chance.happens(0.1) ? 2 : nil))
            return
        }
        let result = scenario.answers.facts(call.stage, call.work, life.setup, endpoint: servers[call.server].name, shift: shift(call))
        let outcome: CallOutcome =
            switch result {
            case .success(let facts): .facts(facts)
            case .failure(let error): .failed(error)
            }
        schedule(.told(life: lives, .finished(call: number, outcome, CallReport())), in: chance.seconds(median: 0.001))
    }

    /// The calls under way for the same items whose answer is wanted.
    func twins(of stage: StageID, _ items: [Item]) -> [Life.Call] {
        (life?.calls ?? [:]).values.filter { $0.stage == stage && $0.items == items && !$0.isCancelled }
    }

    /// Now and then a request for several responses gives some of them.
    private func endInPart(_ number: Int, _ call: Life.Call, _ life: Life) throws -> Bool {
        guard case .sample(let work) = call.work, work.samples.count > 1, chance.happens(0.5) else { return false }
        guard scenario.answers.poisoned(call.stage, call.work, life.setup, 0) == nil else { return false }
        var partial = PartialSamples(samples: [:], error: BackendError(.aborted, "\(servers[call.server].name) gave up"))
        for (place, sample) in scenario.answers.samples(work, life.setup, shift(call)).enumerated() where place == 0 || chance.happens(0.5)
        {
            partial.samples[place] = sample
        }
        guard partial.samples.count < work.samples.count else { return false }
        let answer = PartialAnswer(
            partial,
            of: work,
            promptTokens: FleetAnswers.promptTokens(work),
            endpoint: servers[call.server].name,
            milliseconds: 1,
            life.setup
        )
        let outcome = CallOutcome.partial(answer.facts, rest: mutant == .losesTheRest ? [] : answer.rest, answer.error)
        schedule(.told(life: lives, .finished(call: number, outcome, CallReport())), in: chance.seconds(median: 0.001))
        return true
    }

    // MARK: - Servers that join, leave and tell their load

    /// Now and then a server joins a stage while it is answered, or leaves one that has another.
    func planTheFleet() {
        guard conditions.comesAndGoes, isRough, let plans = life?.plans else { return }
        for plan in plans {
            let soon = chance.seconds(median: 3 * conditions.latency)
            if plan.endpoints.count < 3, chance.happens(0.2) { timeline.schedule(.joins(life: lives, plan.id), at: now + soon) }
            guard plan.endpoints.count > 1, chance.happens(0.3) else { continue }
            let endpoint = chance.integer(0...(plan.endpoints.count - 1))
            timeline.schedule(.leaves(life: lives, plan.id, endpoint: endpoint), at: now + soon / 2)
        }
    }

    func join(_ stage: StageID) throws {
        let name = "http://\(stage.name)-\(servers.count)"
        // Whoever samples is asked for log-probs from the next start on.
        let shared: [StageID] = [.sample, .policyLogprob]
        for other in shared.contains(stage) ? shared : [stage] { fleet[other, default: []].append(servers.count) }
        servers.append(FleetServer(name: name, slots: conditions.slots, queue: conditions.queue))
        outcome.visits.joined += 1
        try tell(.endpointAdded(stage, name: name))
    }

    func leave(_ stage: StageID, _ endpoint: Int) throws {
        outcome.visits.left += 1
        life?.removed[stage, default: []].insert(endpoint)
        try tell(.endpointRemoved(stage, endpoint: endpoint))
    }

    func observe(_ stage: StageID, _ endpoint: Int) throws {
        life?.pending -= 1
        guard let index = fleet[stage]?[endpoint] else { throw Violation("\(stage) has no endpoint \(endpoint)") }
        let server = servers[index]
        let tells = conditions.tellsLoad && server.state == .answers
        let load = tells ? ServerLoad(running: server.running.count, waiting: server.waiting.count, capacity: server.slots) : nil
        schedule(.told(life: lives, .observed(stage, endpoint: endpoint, load)), in: chance.seconds(median: 0.01))
    }

    func startNext(at server: Int, insteadOf number: Int) throws {
        if let next = servers[server].finish(number) { start(next) }
    }

    /// How this request is spoiled, if it is.
    private func fault(_ call: Life.Call) -> FailureClass? {
        guard chance.happens(conditions.faultRate) else { return nil }
        let fault = chance.pick(conditions.faults)
        guard let most = conditions.spoiledAttempts else { return fault }
        // A second NaN of one item is final, so only its first attempt meets one.
        let spoiled = call.items.map { life?.spoiled[$0] ?? 0 }.max() ?? 0
        return spoiled < (fault == .notFinite ? 1 : most) ? fault : nil
    }

    /// What the simulated bug adds to a request's seed.
    private func shift(_ call: Life.Call) -> Int64 {
        guard mutant == .shiftsSeeds, case .sample(let work) = call.work, Phase.trained.contains(work.phase) else { return 0 }
        let isPartial = work.samples.count < configuration.policy.samples
        let isRepeated = call.items.contains { (asked[$0] ?? 0) > 1 }
        return isPartial || isRepeated ? 1 : 0
    }

    func probe(_ stage: StageID, _ endpoint: Int) throws {
        life?.pending -= 1
        guard let server = fleet[stage]?[endpoint] else { throw Violation("\(stage) has no endpoint \(endpoint)") }
        let name = servers[server].name
        let error: BackendError? =
            switch servers[server].state {
            case .answers: nil
            case .loads: BackendError(.overloaded, "\(name) loads")
            case .dead: BackendError(.unreachable, "\(name) refused the connection")
            }
        schedule(.told(life: lives, .probed(stage, endpoint: endpoint, error)), in: chance.seconds(median: 0.01))
    }

    /// Servers die and come back whether our process lives or not. Returns false for what is not of the world.
    func takeOfTheWorld(_ happening: Happening) throws -> Bool {
        switch happening {
        case .serverDies(let server):
            guard isRough else { return true }
            servers[server].state = .dead
            let lost = servers[server].drop()
            for number in lost { end(number, BackendError(.connectionLost, "\(servers[server].name) closed the connection")) }
            timeline.schedule(.serverLoads(server), at: now + chance.seconds(median: 10))
        case .serverLoads(let server):
            servers[server].state = .loads
            timeline.schedule(.serverAnswers(server), at: now + chance.seconds(median: 4))
        case .serverAnswers(let server):
            servers[server].state = .answers
            timeline.schedule(.serverDies(server), at: now + chance.seconds(median: conditions.secondsUp))
        default: return false
        }
        return true
    }
}
