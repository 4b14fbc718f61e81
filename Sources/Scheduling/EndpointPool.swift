/// The endpoints that serve one stage of one model: who gets the next request, and who is down.
///
/// A pure state machine: times come in as arguments, in seconds of any clock that does not go back.
package struct EndpointPool: Sendable {
    package struct Endpoint: Sendable, Hashable {
        package var name: String
        /// Most requests outstanding at once.
        package var limit: Int
        package var outstanding = 0
        /// Since when it does not answer; nil while it does.
        package var downSince: Double?
        var failedProbes = 0
    }

    package private(set) var endpoints: [Endpoint]

    package init(names: [String], limit: Int) {
        endpoints = names.map { Endpoint(name: $0, limit: limit) }
    }

    /// Takes a slot at the endpoint that is up and has the least outstanding work, the first of equals; nil when all are full or down.
    package mutating func acquire() -> Int? {
        var best: Int?
        for index in endpoints.indices where endpoints[index].downSince == nil && endpoints[index].outstanding < endpoints[index].limit {
            if let candidate = best, endpoints[candidate].outstanding <= endpoints[index].outstanding { continue }
            best = index
        }
        if let best { endpoints[best].outstanding += 1 }
        return best
    }

    /// Gives a slot back.
    package mutating func release(_ index: Int) {
        endpoints[index].outstanding -= 1
    }

    /// Notes that the endpoint did not answer. Returns the seconds after which to probe it, or nil when a probe is due already.
    package mutating func markDown(_ index: Int, at now: Double) -> Double? {
        guard endpoints[index].downSince == nil else { return nil }
        endpoints[index].downSince = now
        endpoints[index].failedProbes = 0
        return probeDelay(index)
    }

    /// Notes that a probe failed and returns the seconds until the next.
    package mutating func probeFailed(_ index: Int) -> Double {
        endpoints[index].failedProbes += 1
        return probeDelay(index)
    }

    /// Notes that the endpoint answers again.
    package mutating func markUp(_ index: Int) {
        endpoints[index].downSince = nil
    }

    /// When the last endpoint went down, if all are; nil while one is up.
    package var allDownSince: Double? {
        var latest = -Double.infinity
        for endpoint in endpoints {
            guard let since = endpoint.downSince else { return nil }
            latest = max(latest, since)
        }
        return endpoints.isEmpty ? nil : latest
    }

    private func probeDelay(_ index: Int) -> Double {
        min(0.25 * Double(1 << min(endpoints[index].failedProbes, 6)), 5)
    }
}
