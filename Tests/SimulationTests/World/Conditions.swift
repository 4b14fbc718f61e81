import Scheduling

/// How rough a seed's world is. Nothing of it may change what the training sets hold.
struct Conditions: Sendable {
    /// Servers per model.
    var servers = 1
    /// Requests a server works on at once, and lets wait.
    var slots = 4
    var queue = 64
    /// Most requests of ours outstanding per endpoint.
    var concurrency = 4
    var latency = 2.0
    var spread = 0.3
    var commit = 0.01
    /// Probability that a request fails, and how.
    var faultRate = 0.0
    var faults: [FailureClass] = []
    /// Seconds between a server's deaths; infinite is never.
    var secondsUp = Double.infinity
    /// Probability that a life of our process is ended by a kill, or by a signal.
    var crashes = 0.0
    var drains = 0.0
    /// Most attempts the fleet spoils of one item before it answers; nil spoils any number.
    var spoiledAttempts: Int?
    /// Requests for several responses may give some of them.
    var repliesInPart = false
    /// Servers join and leave while our process lives.
    var comesAndGoes = false
    /// Servers tell their load; the limit of requests is searched for, below `concurrency`.
    var tellsLoad = false
    var isAdaptive = false
    var requestsPerMinute: Double?
    var hedges = false
    var attempts = 20
    var failedShare = 1.0
    var waitForBackend = 600.0

    /// No fault, no crash: the reference.
    static let calm = Conditions()

    /// Most seeds give nothing up, however much goes wrong; some do.
    init(_ chance: inout Chance) {
        servers = chance.integer(1...2)
        slots = chance.integer(1...4)
        queue = chance.pick([0, 1, 4, 64])
        concurrency = chance.integer(1...4)
        latency = chance.pick([0.05, 1, 5])
        spread = chance.pick([0.1, 0.6, 1.2])
        commit = chance.pick([0.001, 0.02, 2])
        faultRate = chance.pick([0.03, 0.08, 0.2])
        secondsUp = chance.pick([Double.infinity, 200, 40])
        crashes = chance.pick([0.3, 0.6, 0.8])
        drains = chance.pick([0, 0, 0.4])
        waitForBackend = chance.pick([15, 60, 600])
        faults = [
            .unreachable, .connectionLost, .overloaded, .timedOut, .serverError, .malformedReply, .aborted, .notFinite, .cancelled,
        ]
        if chance.happens(0.2) { faults.append(.misconfigured) }
        if chance.happens(0.3) {
            attempts = chance.integer(1...3)
            failedShare = chance.pick([0, 0.05, 0.3, 1])
            faults += [.tooLong, .rejected]
        } else {
            spoiledAttempts = 10
        }
        // Drawn last, so that older conditions stay what they were.
        repliesInPart = chance.happens(0.5)
        comesAndGoes = chance.happens(0.4)
        isAdaptive = chance.happens(0.5)
        tellsLoad = chance.happens(0.5)
        hedges = chance.happens(0.6)
        if chance.happens(0.25) { requestsPerMinute = 60 / latency }
    }

    private init() {}

    /// How a stage's endpoints are used.
    func apply(to pool: inout PoolSettings) {
        if isAdaptive { pool.concurrency = .adaptive(start: max(1, concurrency / 2), most: concurrency) }
        pool.requestsPerMinute = requestsPerMinute
        pool.hedging = hedges ? PoolSettings.Hedging(quantile: 0.8, factor: 1.2, budget: 0.2, fewest: 3) : nil
    }
}
