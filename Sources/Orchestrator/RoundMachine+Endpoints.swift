import Inference
import Scheduling

/// Endpoints that are left out, come back, join and leave, and what they tell of their load.
extension RoundMachine {
    /// Seconds between two readings of an endpoint's load.
    static let observationInterval = 1.0

    /// Carries out what follows from a turn in an endpoint's life, and tells people once for an endpoint that serves several stages.
    mutating func changed(_ stage: Int, _ endpoint: Int, _ change: EndpointChange?, why: BackendError?, _ actions: inout [RoundAction]) {
        guard let change, course == .going, !stages[stage].pool.endpoints[endpoint].isRemoved else { return }
        let id = stages[stage].plan.id
        let name = stages[stage].pool.endpoints[endpoint].name
        switch change {
        case .out(let delay):
            actions.append(.probe(id, endpoint: endpoint, after: delay))
            guard told.insert(name).inserted else { return }
            let reason = why?.message ?? "\(name) was silent for long"
            let what = reason.contains(name) ? reason : "\(name): \(reason)"
            let isLast = stages[stage].pool.allDownSince != nil
            let wait = isLast ? "; nobody else is there: the run waits \(Int(limits.waitForBackend)) s (limits.wait_for_backend)" : ""
            actions.append(.tell("\(what): it is left out of stage \(id.name) until it works again\(wait)"))
        case .back:
            if told.remove(name) != nil { actions.append(.tell("\(name) works again (stage \(id.name))")) }
        case .suspected:
            actions.append(.tell("\(name) is silent: it gets nothing new of stage \(id.name) until it answers"))
        }
    }

    mutating func probed(
        _ id: StageID,
        _ endpoint: Int,
        _ error: BackendError?,
        at now: Double,
        _ actions: inout [RoundAction]
    ) {
        guard let stage = index(of: id), course == .going, stages[stage].pool.endpoints.indices.contains(endpoint) else { return }
        guard !stages[stage].pool.endpoints[endpoint].isRemoved else { return }
        guard let error else { return stages[stage].pool.probed(endpoint, at: now) }
        let isMisconfigured = error.failure == .misconfigured
        if isMisconfigured, stages[stage].pool.isLastConfigured(endpoint) {
            end(.stopped(error.message))
        } else if let since = stages[stage].pool.allDownSince, now - since >= limits.waitForBackend {
            let seconds = Int(limits.waitForBackend)
            end(.stopped("\(error.message) (waited \(seconds) s: limits.wait_for_backend); start it again, then resume"))
        } else {
            let delay = stages[stage].pool.probeFailed(endpoint, isMisconfigured: isMisconfigured)
            actions.append(.probe(id, endpoint: endpoint, after: delay))
        }
    }

    // MARK: - Coming and going

    mutating func add(_ name: String, to id: StageID) {
        guard let stage = index(of: id) else { return }
        stages[stage].pool.add(name)
        stages[stage].observation.append(StageState.Observation())
    }

    mutating func remove(_ endpoint: Int, from id: StageID) {
        guard let stage = index(of: id), stages[stage].pool.endpoints.indices.contains(endpoint) else { return }
        stages[stage].pool.remove(endpoint)
    }

    // MARK: - Load

    /// Begins to read an endpoint's load where that is of use and it may tell.
    mutating func observe(_ stage: Int, _ endpoint: Int, _ actions: inout [RoundAction]) {
        guard case .adaptive = stages[stage].plan.pool.concurrency, !stages[stage].observation[endpoint].isUnderWay,
            stages[stage].observation[endpoint].silent < 2
        else { return }
        stages[stage].observation[endpoint].isUnderWay = true
        actions.append(.observe(stages[stage].plan.id, endpoint: endpoint, after: Self.observationInterval))
    }

    mutating func observed(_ id: StageID, _ endpoint: Int, _ load: ServerLoad?, at now: Double, _ actions: inout [RoundAction]) {
        guard let stage = index(of: id), stages[stage].observation.indices.contains(endpoint) else { return }
        stages[stage].observation[endpoint].isUnderWay = false
        if let load {
            stages[stage].observation[endpoint].silent = Int.min
            stages[stage].pool.told(load, by: endpoint, at: now)
        } else if stages[stage].pool.endpoints[endpoint].breaker.state == .closed {
            // One that is away tells nothing, which says nothing.
            stages[stage].observation[endpoint].silent += 1
        }
        if stages[stage].pool.endpoints[endpoint].outstanding > 0 { observe(stage, endpoint, &actions) }
    }
}
