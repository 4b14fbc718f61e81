/// How many requests one endpoint may have outstanding, found by measuring.
///
/// Without a word from the server, throughput is measured over epochs in which the limit was used. The limit doubles while that brings at
/// least a third of what it could; where it stops to, the slots follow from the last level that was not full (Little's law: as many
/// requests as are in work at once bring so much each), and the limit is a quarter more than them. From time to time a higher limit is
/// tried again. A server that tells its load is believed instead: the limit grows while nothing waits there.
///
/// The search is the hill climbing of TCP's slow start (Jacobson, SIGCOMM 1988) on throughput instead of loss, the estimate that of Vegas
/// (Brakmo and Peterson, 1995) and of Netflix's concurrency-limits. Pure: times come in as arguments, in seconds.
package struct ConcurrencyController: Sendable, Hashable {
    enum Phase: Sendable, Hashable {
        case fixed
        /// Doubling while it pays.
        case growing
        /// The start was more than it can take: halving until it costs.
        case shrinking(full: Double)
        case holding
        /// Trying whether more has become possible; `back` is where it came from.
        case probing(back: Int)
        /// It was too much once: one more at a time.
        case cautious
    }

    /// What the limit is above the estimated slots, so that one that comes free is taken at once.
    static let headRoom = 1.25
    /// Completions after which a measurement is believed: its error is about a tenth (latencies spread as much as their mean).
    static let certain = 96
    /// Seconds for which a server's word on its load counts.
    static let loadCounts = 5.0

    package private(set) var limit: Int
    let most: Int
    var phase: Phase
    private var epoch = ThroughputEpoch(at: 0, settling: 0)
    /// Completions of the epoch at which it is looked at next.
    private var nextLook = 0
    /// The level before the last step up.
    private var reference: ThroughputEpoch.Level?
    private var hasGrown = false
    /// What the present limit brings.
    private var held: ThroughputEpoch.Level?
    private var holds = 0
    private var holdsUntilProbe = 2
    /// When the limit was last cut: what was sent before says nothing of the new one.
    private var cutAt = -Double.infinity
    /// The share of time-outs among the last calls.
    private var strain = 0.0
    private var toldAt = -Double.infinity
    private var calmLoads = 0

    package init(_ concurrency: PoolSettings.Concurrency, learned: Int? = nil) {
        switch concurrency {
        case .fixed(let count):
            limit = max(1, count)
            most = limit
            phase = .fixed
        case .adaptive(let start, let most):
            self.most = max(1, most)
            limit = min(max(1, learned ?? start), self.most)
            phase = learned == nil ? .growing : .holding
        }
        begin(at: 0)
    }

    /// Notes a change of what is outstanding; `outstanding` is the number before it.
    package mutating func note(outstanding: Int, at now: Double) {
        guard phase != .fixed else { return }
        epoch.note(outstanding: outstanding, at: now)
    }

    /// A call was answered; `work` is in tokens where they are known and else 1.
    package mutating func completed(work: Double, at now: Double) {
        guard phase != .fixed else { return }
        strain *= 0.95
        epoch.add(work, at: now)
        guard epoch.completions >= nextLook, now - toldAt > Self.loadCounts, let level = epoch.level else { return }
        // A limit that was not used says nothing.
        guard level.occupancy >= 0.8 * Double(limit) else { return begin(at: now) }
        switch phase {
        case .fixed: break
        case .growing: grow(level, now)
        case .shrinking(let full): shrink(level, full, now)
        case .holding: hold(level, now)
        case .probing(let back): probe(level, back, now)
        case .cautious: change(to: limit + 1, .cautious, at: now)
        }
    }

    /// The server said "not now" to a call sent at `sentAt`, without naming a time.
    package mutating func overloaded(sentAt: Double, at now: Double) {
        guard phase != .fixed, sentAt >= cutAt else { return }
        cut(to: limit * 85 / 100, .cautious, at: now)
    }

    /// A call was not answered in time. One may hang for any reason; a quarter of the last ones is too much.
    package mutating func timedOut(sentAt: Double, at now: Double) {
        guard phase != .fixed, sentAt >= cutAt else { return }
        strain = strain * 0.95 + 0.05
        guard strain > 0.25 else { return }
        strain = 0
        cut(to: limit * 7 / 10, .cautious, at: now)
    }

    /// The endpoint was away: what is measured begins anew.
    package mutating func interrupted(at now: Double) {
        guard phase != .fixed else { return }
        if case .probing(let back) = phase { change(to: back, .holding, at: now) } else { begin(at: now) }
    }

    // MARK: - Steps

    private mutating func grow(_ level: ThroughputEpoch.Level, _ now: Double) {
        guard let reference, level.occupancy > 1.1 * reference.occupancy else { return raise(from: level, now) }
        let gain = (level.throughput / reference.throughput - 1) / (level.occupancy / reference.occupancy - 1)
        let isCertain = epoch.completions >= max(Self.certain, 3 * limit)
        if gain >= (isCertain ? 0.3 : 0.6) { return raise(from: level, now) }
        guard isCertain else {
            nextLook = min(2 * nextLook, max(Self.certain, 3 * limit))
            return
        }
        if !hasGrown, level.throughput < 1.1 * reference.throughput, reference.occupancy >= 2 {
            change(to: Int((reference.occupancy / 2).rounded()), .shrinking(full: level.throughput), at: now)
        } else {
            let slots = reference.occupancy * level.throughput / reference.throughput
            settle(slots, atLeast: Int(reference.occupancy.rounded()), now)
        }
    }

    private mutating func raise(from level: ThroughputEpoch.Level, _ now: Double) {
        hasGrown = hasGrown || reference != nil
        reference = level
        if limit < most { change(to: 2 * limit, .growing, at: now) } else { settle(Double(most), atLeast: most, now) }
    }

    private mutating func shrink(_ level: ThroughputEpoch.Level, _ full: Double, _ now: Double) {
        let share = level.throughput / full
        if epoch.completions < Self.certain, share >= 0.7 {
            // Not clearly less: it is worth the time to be certain.
            nextLook = max(Self.certain, 4 * limit)
        } else if share >= 0.85, limit > 1 {
            change(to: limit / 2, .shrinking(full: full), at: now)
        } else {
            settle(level.occupancy / min(1, share), atLeast: limit, now)
        }
    }

    private mutating func settle(_ slots: Double, atLeast: Int, _ now: Double) {
        holds = 2
        holdsUntilProbe = 2
        change(to: max(atLeast, Int((Self.headRoom * slots).rounded(.up))), .holding, at: now)
    }

    private mutating func hold(_ level: ThroughputEpoch.Level, _ now: Double) {
        held =
            held.map {
                ThroughputEpoch.Level(occupancy: ($0.occupancy + level.occupancy) / 2, throughput: ($0.throughput + level.throughput) / 2)
            } ?? level
        holdsUntilProbe -= 1
        if holdsUntilProbe <= 0, limit < most {
            change(to: max(limit + 1, limit * 3 / 2), .probing(back: limit), at: now, keepsHeld: true)
        } else {
            begin(at: now)
        }
    }

    private mutating func probe(_ level: ThroughputEpoch.Level, _ back: Int, _ now: Double) {
        if let held, level.throughput >= 1.2 * held.throughput {
            hasGrown = true
            reference = level
            return change(to: 2 * limit, .growing, at: now)
        }
        holds = min(2 * holds, 64)
        holdsUntilProbe = holds
        change(to: back, .holding, at: now, keepsHeld: true)
    }

    mutating func cut(to wanted: Int, _ next: Phase, at now: Double) {
        cutAt = now
        change(to: min(wanted, limit - 1), next, at: now)
    }

    mutating func change(to wanted: Int, _ next: Phase, at now: Double, keepsHeld: Bool = false) {
        let before = limit
        limit = min(max(1, wanted), most)
        phase = next
        if !keepsHeld { held = nil }
        begin(at: now, settling: before)
    }

    private mutating func begin(at now: Double, settling: Int = 0) {
        epoch = ThroughputEpoch(at: now, settling: settling)
        nextLook =
            switch phase {
            case .fixed: Int.max
            case .growing: max(16, limit)
            case .cautious: max(8, limit)
            case .probing: max(256, 4 * limit)
            case .shrinking: max(16, 2 * limit)
            case .holding: max(Self.certain, 4 * limit)
            }
    }

    // MARK: - What the server says

    /// Takes a server's word on its load. Requests of ours may stand for several sequences each, so that shares count and not numbers.
    package mutating func told(_ load: ServerLoad, outstanding: Int, at now: Double) {
        guard phase != .fixed else { return }
        toldAt = now
        let isUsed = outstanding * 10 >= limit * 9
        let isRoomy = (load.cacheUsage ?? 0) < 0.9 && (load.capacity.map { load.running < $0 } ?? true)
        if load.waiting > max(1, load.running / 4) {
            calmLoads = 0
            // What was sent under an earlier limit must have drained before it is cut again.
            guard outstanding <= limit, isUsed else { return }
            let share = (1.1 * Double(load.running) + 1) / Double(load.running + load.waiting)
            cut(to: Int(Double(limit) * min(share, 0.95)), .holding, at: now)
        } else if let usage = load.cacheUsage, usage > 0.95, isUsed, now - cutAt > Self.loadCounts {
            cut(to: limit * 9 / 10, .holding, at: now)
        } else if load.waiting == 0, load.running > 0, isRoomy, isUsed {
            calmLoads += 1
            if phase == .growing { return change(to: 2 * limit, .growing, at: now) }
            guard calmLoads >= 5, now - cutAt > 2 * Self.loadCounts else { return }
            calmLoads = 0
            change(to: limit + max(1, limit / 4), .holding, at: now)
        } else if load.waiting > 0, phase == .growing {
            change(to: limit, .holding, at: now)
        }
    }
}
