/// The endpoints that serve one stage of one model: who gets the next request, how many each may have, who is left out.
///
/// A pure state machine: times come in as arguments, in seconds of any clock that does not go back. Everything is O(endpoints).
package struct EndpointPool: Sendable {
    package internal(set) var endpoints: [PooledEndpoint]
    let settings: PoolSettings
    /// How long calls of the stage take, whoever answers them.
    package internal(set) var latencies: LatencySketch

    package init(names: [String], settings: PoolSettings, memory: PoolMemory = PoolMemory()) {
        self.settings = settings
        latencies = memory.latencies
        endpoints = names.map { PooledEndpoint(name: $0, settings: settings, memory: memory.endpoints[$0]) }
    }

    package init(names: [String], limit: Int) {
        self.init(names: names, settings: PoolSettings(concurrency: .fixed(limit)))
    }

    /// Takes a slot for a request, or nil when nobody can take it now.
    ///
    /// It goes to the endpoint that is least busy for what it can take, the first of equals. With a key it goes to the endpoint the key
    /// belongs to unless that one is clearly busier than another.
    /// - Parameter avoided: an endpoint that failed this request: it is asked only where no other could ever be.
    package mutating func acquire(at now: Double, key: UInt64? = nil, avoiding avoided: Int? = nil) -> Int? {
        let avoided = avoided.flatMap { hasOther(than: $0) ? $0 : nil }
        let fastest = fastestLatency
        var best: (index: Int, load: Double)?
        for index in endpoints.indices where index != avoided && endpoints[index].hasRoom {
            guard endpoints[index].gate.opens(at: now) <= now else { continue }
            let load = load(index, fastest)
            if let known = best, known.load <= load { continue }
            best = (index, load)
        }
        guard var best else { return nil }
        if let home = key.flatMap({ home(of: $0) }), home != best.index, home != avoided, endpoints[home].hasRoom,
            endpoints[home].gate.opens(at: now) <= now, load(home, fastest) <= best.load + 0.25
        {
            best.index = home
        }
        take(best.index, at: now)
        return best.index
    }

    /// When somebody who has room and waits for a rate limit may be asked; nil where nobody does.
    package func nextOpening(at now: Double) -> Double? {
        var earliest: Double?
        for index in endpoints.indices where endpoints[index].hasRoom {
            let opens = endpoints[index].gate.opens(at: now)
            if opens > now { earliest = min(earliest ?? opens, opens) }
        }
        return earliest
    }

    /// Whether a request could ever go to another endpoint than this one, as things stand.
    package func hasOther(than index: Int) -> Bool {
        for other in endpoints.indices where other != index && endpoints[other].isLive { return true }
        return false
    }

    /// Whether nobody but this one could work as configured.
    package func isLastConfigured(_ index: Int) -> Bool {
        for other in endpoints.indices
        where other != index && !endpoints[other].isRemoved && !endpoints[other].breaker.isMisconfigured { return false }
        return true
    }

    /// When the last endpoint stopped to answer probes, if none does; nil while one is there.
    package var allDownSince: Double? {
        var latest: Double?
        for index in endpoints.indices where !endpoints[index].isRemoved {
            guard let since = endpoints[index].breaker.openSince else { return nil }
            latest = max(latest ?? since, since)
        }
        return latest
    }

    /// Requests all endpoints together may have.
    package var totalLimit: Int {
        var sum = 0
        for index in endpoints.indices where !endpoints[index].isRemoved { sum += endpoints[index].controller.limit }
        return sum
    }

    package var memory: PoolMemory {
        var memory = PoolMemory(latencies: latencies)
        for endpoint in endpoints where endpoint.calls > 0 && !endpoint.isRemoved {
            memory.endpoints[endpoint.name] = EndpointMemory(
                limit: endpoint.controller.limit,
                latency: endpoint.latency,
                calls: endpoint.calls
            )
        }
        return memory
    }

    // MARK: - Coming and going

    /// An endpoint joins; its number is the next one.
    package mutating func add(_ name: String) {
        endpoints.append(PooledEndpoint(name: name, settings: settings, memory: nil))
    }

    /// An endpoint leaves: nothing new is sent there, and its number is never used again.
    package mutating func remove(_ index: Int) {
        endpoints[index].isRemoved = true
    }

    // MARK: - Choosing

    /// How busy it would be with one more, as a share of its limit; more where it is clearly slower than the fastest.
    private func load(_ index: Int, _ fastest: Double) -> Double {
        let share = Double(endpoints[index].outstanding + 1) / Double(endpoints[index].limit)
        guard fastest > 0, endpoints[index].calls >= 8, endpoints[index].latency > 1.5 * fastest else { return share }
        return share * endpoints[index].latency / fastest
    }

    private var fastestLatency: Double {
        var fastest = 0.0
        for index in endpoints.indices where endpoints[index].calls >= 8 && endpoints[index].isLive {
            if fastest == 0 || endpoints[index].latency < fastest { fastest = endpoints[index].latency }
        }
        return fastest
    }

    private func home(of key: UInt64) -> Int? {
        var best: (index: Int, weight: UInt64)?
        for index in endpoints.indices where endpoints[index].mayBeAsked {
            let weight = Rendezvous.weight(endpoints[index].seed, key)
            if let known = best, known.weight >= weight { continue }
            best = (index, weight)
        }
        return best?.index
    }

    private mutating func take(_ index: Int, at now: Double) {
        endpoints[index].controller.note(outstanding: endpoints[index].outstanding, at: now)
        if endpoints[index].outstanding == 0 { endpoints[index].busySince = now }
        endpoints[index].outstanding += 1
        endpoints[index].gate.sent(at: now)
    }
}
