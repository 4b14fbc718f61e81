/// What the end of a call says about its endpoint.
extension EndpointPool {
    /// A call was answered, with facts or with a refusal of its own content.
    /// - Parameter isWhole: everything that was asked for came, so that its duration counts.
    package mutating func answered(_ index: Int, sentAt: Double, _ report: CallReport, isWhole: Bool, at now: Double) -> EndpointChange? {
        release(index, report, at: now)
        endpoints[index].answeredAt = now
        endpoints[index].isSuspected = false
        endpoints[index].done += 1
        if isWhole {
            latencies.add(now - sentAt)
            endpoints[index].learn(latency: now - sentAt)
            let work = report.completionTokens > 0 ? report.completionTokens : 1
            endpoints[index].controller.completed(work: Double(work), at: now)
        }
        let isBack = endpoints[index].breaker.succeeded(sentAt: sentAt, limit: endpoints[index].controller.limit, at: now)
        if isBack { endpoints[index].controller.interrupted(at: now) }
        return isBack ? .back : nil
    }

    /// A call failed.
    /// - Parameters:
    ///   - isFirst: the item never failed before; one that did says more about itself than about the endpoint.
    ///   - retryAfter: the pause the server asked for, in seconds.
    package mutating func failed(
        _ index: Int,
        _ failure: FailureClass,
        isFirst: Bool,
        retryAfter: Double?,
        sentAt: Double,
        _ report: CallReport,
        at now: Double
    ) -> EndpointChange? {
        guard failure.speaksOfEndpoint else {
            if failure == .cancelled { return dropped(index, report, at: now) }
            return answered(index, sentAt: sentAt, report, isWhole: false, at: now)
        }
        release(index, report, at: now)
        endpoints[index].failed += 1
        if failure != .timedOut {
            endpoints[index].answeredAt = now
            endpoints[index].isSuspected = false
        }
        if let retryAfter, retryAfter > 0 {
            endpoints[index].gate.pause(for: retryAfter, at: now)
        } else if failure == .overloaded {
            endpoints[index].controller.overloaded(sentAt: sentAt, at: now)
        } else if failure == .timedOut {
            endpoints[index].controller.timedOut(sentAt: sentAt, at: now)
        }
        if failure == .unreachable || failure == .misconfigured { return leaveOut(index, failure, at: now) }
        let isTrial = endpoints[index].breaker.state == .trial
        if isFirst || isTrial, endpoints[index].breaker.failed(sentAt: sentAt) { return leaveOut(index, failure, at: now) }
        return silenceEnded(index, at: now)
    }

    /// A call was cancelled: it says nothing.
    package mutating func dropped(_ index: Int, _ report: CallReport, at now: Double) -> EndpointChange? {
        release(index, report, at: now)
        return silenceEnded(index, at: now)
    }

    package mutating func probed(_ index: Int, at now: Double) {
        endpoints[index].breaker.probed(at: now)
    }

    /// Notes that a probe failed and returns the seconds until the next.
    package mutating func probeFailed(_ index: Int, isMisconfigured: Bool = false) -> Double {
        endpoints[index].breaker.probeFailed(isMisconfigured: isMisconfigured)
    }

    package mutating func told(_ load: ServerLoad, by index: Int, at now: Double) {
        endpoints[index].controller.told(load, outstanding: endpoints[index].outstanding, at: now)
    }

    /// Looks for endpoints that have requests, are silent for several times what calls take, and that others are not. Returns them.
    package mutating func suspect(at now: Double) -> [Int] {
        guard latencies.count >= 20, endpoints.count > 1 else { return [] }
        let silence = settings.breaker.silence * latencies.quantile(0.95)
        var suspected: [Int] = []
        for index in endpoints.indices where endpoints[index].outstanding > 0 && endpoints[index].mayBeAsked {
            let slowness = latencies.mean > 0 && endpoints[index].calls >= 8 ? max(1, endpoints[index].latency / latencies.mean) : 1
            let since = max(endpoints[index].answeredAt, endpoints[index].busySince)
            guard now - since > silence * slowness else { continue }
            guard endpoints.indices.contains(where: { $0 != index && endpoints[$0].answeredAt > since + silence / 2 }) else { continue }
            endpoints[index].isSuspected = true
            suspected.append(index)
        }
        return suspected
    }

    private mutating func release(_ index: Int, _ report: CallReport, at now: Double) {
        endpoints[index].controller.note(outstanding: endpoints[index].outstanding, at: now)
        endpoints[index].outstanding -= 1
        endpoints[index].gate.finished(report, at: now)
    }

    /// One that hung and has nothing left to answer is probed like any other that is away.
    private mutating func silenceEnded(_ index: Int, at now: Double) -> EndpointChange? {
        guard endpoints[index].isSuspected, endpoints[index].outstanding == 0 else { return nil }
        return leaveOut(index, .timedOut, at: now)
    }

    private mutating func leaveOut(_ index: Int, _ failure: FailureClass, at now: Double) -> EndpointChange? {
        endpoints[index].isSuspected = false
        endpoints[index].controller.interrupted(at: now)
        let delay = endpoints[index].breaker.open(
            isUnreachable: failure == .unreachable,
            isMisconfigured: failure == .misconfigured,
            at: now
        )
        return delay.map { .out(probeAfter: $0) }
    }
}
