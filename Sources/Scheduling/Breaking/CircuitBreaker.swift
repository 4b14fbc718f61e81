/// Whether an endpoint may be asked: closed (yes), open (no, it is probed), on trial (one request), then closed with a share of its limit.
///
/// The classic circuit breaker (Nygard, *Release It!*, 2007) with a probe before the trial. Times come in as arguments, in seconds.
package struct CircuitBreaker: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        case closed
        /// Left out; probes ask whether it is there.
        case open
        /// A probe was answered: one request shows whether it works.
        case trial
    }

    package private(set) var state = State.closed
    /// Since when no probe was answered, or where nothing can work as configured no request; nil while it is of use.
    package private(set) var openSince: Double?
    /// Whether it was left out because nothing at it can work as configured.
    package private(set) var isMisconfigured = false
    let settings: BreakerSettings
    /// What was sent before this says nothing of the present state.
    private var stateSince = -Double.infinity
    private var consecutive = 0
    /// The last calls, a bit each, 1 for a failure.
    private var window: UInt32 = 0
    private var windowed = 0
    private var failedProbes = 0
    /// Times it was left out without a good spell between.
    private var ejections = 0
    private var goodSpell = 0
    /// Most requests while it comes back; nil when it is back.
    private var ramp: Int?

    package init(_ settings: BreakerSettings = BreakerSettings()) {
        self.settings = settings
    }

    /// Most requests it may have outstanding, beside its limit.
    package var allowance: Int {
        switch state {
        case .open: 0
        case .trial: 1
        case .closed: ramp ?? Int.max
        }
    }

    /// Notes that a call sent at `sentAt` was answered. Returns whether the endpoint is back by it.
    /// - Parameter limit: its limit of requests, towards which it comes back in steps.
    package mutating func succeeded(sentAt: Double, limit: Int, at now: Double) -> Bool {
        guard sentAt >= stateSince, state != .open else { return false }
        note(failure: false)
        consecutive = 0
        goodSpell += 1
        if goodSpell >= 64 { ejections = 0 }
        guard state == .trial else {
            if let step = ramp { ramp = step + 1 < limit ? step + 1 : nil }
            return false
        }
        state = .closed
        stateSince = now
        isMisconfigured = false
        openSince = nil
        ramp = limit > 2 ? (limit + 1) / 2 : nil
        return true
    }

    /// Notes that a call failed in a way that speaks about the endpoint. Returns whether it is to be left out now.
    package mutating func failed(sentAt: Double) -> Bool {
        guard sentAt >= stateSince, state != .open else { return false }
        note(failure: true)
        consecutive += 1
        goodSpell = 0
        if state == .trial || consecutive >= settings.consecutive { return true }
        return windowed >= settings.windowed && Double(window.nonzeroBitCount) >= settings.share * Double(windowed)
    }

    /// Leaves it out. Returns the seconds after which to probe it, or nil when it is left out already.
    /// - Parameter isUnreachable: nobody answers there, so asking often costs nothing.
    package mutating func open(isUnreachable: Bool, isMisconfigured: Bool = false, at now: Double) -> Double? {
        guard state != .open else { return nil }
        state = .open
        stateSince = now
        openSince = isMisconfigured ? openSince ?? now : now
        self.isMisconfigured = isMisconfigured
        consecutive = 0
        window = 0
        windowed = 0
        goodSpell = 0
        failedProbes = 0
        if isUnreachable { return probeDelay }
        ejections += 1
        return min(settings.firstDelay * Double(1 << min(ejections - 1, 16)), settings.longestDelay)
    }

    /// Notes that a probe failed and returns the seconds until the next.
    package mutating func probeFailed(isMisconfigured: Bool = false) -> Double {
        failedProbes += 1
        self.isMisconfigured = isMisconfigured
        return isMisconfigured ? settings.longestDelay : probeDelay
    }

    /// Notes that a probe was answered: a trial may be sent.
    package mutating func probed(at now: Double) {
        guard state == .open else { return }
        state = .trial
        stateSince = now
        if !isMisconfigured { openSince = nil }
    }

    private var probeDelay: Double {
        min(0.25 * Double(1 << min(failedProbes, 6)), 5)
    }

    private mutating func note(failure: Bool) {
        window = window << 1 | (failure ? 1 : 0)
        windowed = min(windowed + 1, 32)
    }
}
