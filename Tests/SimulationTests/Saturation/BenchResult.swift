import Orchestrator

/// What came of a trace.
struct BenchResult {
    var end: RoundEnd?
    var makespan = 0.0
    /// Of all requests, in seconds of a normal slot, each once.
    var work = 0.0
    var lost = 0.0
    var longest = 0.0
    /// When the servers, as they were up, could have done the work and what was lost.
    var ideal = 0.0
    /// Slots in use in the middle of the trace, as a share of those that were up.
    var utilisation = 0.0
    var calls = 0
    var hedges = 0
    var faults = 0
    var retries = 0
    /// Requests answered at least twice, and those that may have been: sent twice, or in flight at a fault.
    var answeredTwice = 0
    var recordedTwice = 0
    var recorded = 0
    var givenUp = 0
    /// The most calls, timers and queued items of the machine at any time.
    var mostCalls = 0
    var mostTimers = 0
    var mostQueued = 0
    var notices: [String] = []
    /// Each endpoint's limit at the end.
    var limits: [Int] = []
    var events = 0
    /// When each server was sent a request, and the timers the machine asked for.
    var arrivals: [[Double]] = []
    var sleeps = 0

    /// The makespan as a share of what no scheduler can beat by much: all work on all live slots, and the longest request at the end.
    var overBound: Double { makespan / (ideal + longest) }
}
