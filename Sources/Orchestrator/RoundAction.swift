package import Ledger

/// What the round's state machine asks its shell to do.
package enum RoundAction: Sendable, Hashable {
    /// Read pending work of a stage past a key; answer with `RoundEvent.page`.
    case fetch(StageID, after: Int64, limit: Int)
    /// Make one request; answer with `RoundEvent.finished`.
    case call(Int, StageID, endpoint: Int, Work)
    /// Write facts in one transaction; answer with `RoundEvent.committed`. Never more than one at a time.
    case commit([Fact])
    /// Answer with `RoundEvent.timer` after so many seconds.
    case sleep(Int, seconds: Double)
    /// Ask the endpoint whether it is there, after so many seconds; answer with `RoundEvent.probed`.
    case probe(StageID, endpoint: Int, after: Double)
    /// Cancel one call; it is answered with `RoundEvent.finished` all the same.
    case cancelCall(Int)
    /// Read the endpoint's load after so many seconds; answer with `RoundEvent.observed`.
    case observe(StageID, endpoint: Int, after: Double)
    /// Tell people.
    case tell(String)
    /// Cancel all calls.
    case cancelCalls
    /// The machine has ended; no event means anything after it.
    case end(RoundEnd)
}

/// How the answering of a round ended.
package enum RoundEnd: Sendable, Hashable {
    /// Every planned item is a fact or given up.
    case complete
    /// Asked to end early; everything finished is recorded.
    case interrupted
    /// Something must be fixed first: the sentence says what.
    case stopped(String)

    /// Why it ended before its end; nil when it did not.
    var reason: String? {
        switch self {
        case .complete: nil
        case .interrupted: "interrupted"
        case .stopped(let reason): reason
        }
    }
}
