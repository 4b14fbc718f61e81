package import Inference
package import Ledger

/// What the shell tells the round's state machine.
package enum RoundEvent: Sendable {
    /// Begin, or go on from what the ledger holds.
    case started
    /// The page of pending work that `RoundAction.fetch` asked for.
    case page(StageID, WorkPage<Work>)
    /// A call ended with facts or without.
    case finished(call: Int, Result<[Fact], BackendError>)
    /// The commit under way is on disk.
    case committed
    /// A sleep is over.
    case timer(Int)
    /// A probe of a stage's endpoint ended; nil is an answer.
    case probed(StageID, endpoint: Int, BackendError?)
    /// Send nothing new, end when everything in flight is recorded.
    case drain
    /// The same, but give up what is in flight.
    case cancel
}
