/// One endpoint of a stage: what it is doing, what it can take, whether it may be asked.
package struct PooledEndpoint: Sendable, Hashable {
    package let name: String
    let seed: UInt64
    package internal(set) var outstanding = 0
    package internal(set) var controller: ConcurrencyController
    package internal(set) var breaker: CircuitBreaker
    var gate: RateGate
    /// Nothing new is sent there; what is in flight ends.
    package internal(set) var isRemoved = false
    /// It is silent although it has requests.
    package internal(set) var isSuspected = false
    /// Seconds a call takes, exponentially averaged, and calls seen.
    var latency = 0.0
    var calls = 0
    package internal(set) var done = 0
    package internal(set) var failed = 0
    /// When it last answered anything, and since when it has had requests without a pause.
    var answeredAt = -Double.infinity
    var busySince = -Double.infinity

    init(name: String, settings: PoolSettings, memory: EndpointMemory?) {
        self.name = name
        seed = Rendezvous.seed(name)
        controller = ConcurrencyController(settings.concurrency, learned: memory?.limit)
        breaker = CircuitBreaker(settings.breaker)
        gate = RateGate(requestsPerMinute: settings.requestsPerMinute, tokensPerMinute: settings.tokensPerMinute)
        latency = memory?.latency ?? 0
        calls = memory.map { min($0.calls, 32) } ?? 0
    }

    /// Most requests it may have outstanding now.
    package var limit: Int { min(controller.limit, breaker.allowance) }

    /// It can be counted on, whether it has room or not.
    package var isLive: Bool { breaker.state == .closed && !isRemoved && !isSuspected }

    /// It may be sent something as far as its state goes.
    var mayBeAsked: Bool { breaker.state != .open && !isRemoved && !isSuspected }

    var hasRoom: Bool { outstanding < limit && !isRemoved && !isSuspected }

    mutating func learn(latency seconds: Double) {
        calls += 1
        latency += (seconds - latency) / Double(min(calls, 32))
    }

    package func status(at now: Double) -> EndpointStatus {
        EndpointStatus(name: name, inFlight: outstanding, limit: limit, state: state(at: now), done: done, failed: failed)
    }

    private func state(at now: Double) -> EndpointStatus.State {
        if isRemoved { return .removed }
        if breaker.state == .open { return .down }
        if isSuspected { return .suspected }
        return gate.opens(at: now) > now ? .limited : .up
    }
}
