package import Inference
package import Ledger
package import Scheduling

/// What the shell tells the round's state machine.
package enum RoundEvent: Sendable {
    /// Begin, or go on from what the ledger holds.
    case started
    /// The page of pending work that `RoundAction.fetch` asked for.
    case page(StageID, WorkPage<Work>)
    /// A call ended with facts or without; the report says what it cost.
    case finished(call: Int, CallOutcome, CallReport)
    /// The commit under way is on disk.
    case committed
    /// A sleep is over.
    case timer(Int)
    /// A probe of a stage's endpoint ended; nil is an answer.
    case probed(StageID, endpoint: Int, BackendError?)
    /// An endpoint's load; nil where it does not tell.
    case observed(StageID, endpoint: Int, ServerLoad?)
    /// An endpoint joins a stage; its number is the next one.
    case endpointAdded(StageID, name: String)
    /// An endpoint leaves a stage: what is in flight there ends, nothing new is sent. Never a stage's last one.
    case endpointRemoved(StageID, endpoint: Int)
    /// Send nothing new, end when everything in flight is recorded: something must be changed first, as the sentence says.
    case stop(String)
    /// The same because somebody asked for it.
    case drain
    /// The same, but give up what is in flight.
    case cancel
}
