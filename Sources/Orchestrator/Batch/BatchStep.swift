package import Ledger

/// What comes next for the batches of a stage. Pure: the records and what is known besides in, one step out.
///
///     write a file -> record it -> upload -> record its name -> start -> record the batch -> look after it -> collect
///
/// A process may be killed between any two of these. What was written and not recorded is written again; a file that was uploaded and not
/// recorded is uploaded again, which costs nothing; a batch that was started and not recorded is looked for before another one is started.
package enum BatchStep: Sendable, Hashable {
    /// Write the next file from work that no batch carries.
    case plan
    case upload(Int)
    /// Look whether the provider has this batch already.
    case find(Int)
    case create(Int)
    /// Take the answers of a batch that is over.
    case collect(Int)
    /// Pause, then ask how the batches stand.
    case wait
    case stop(String)
    case done

    package static func next(_ batches: [BatchRecord], _ situation: BatchSituation) -> BatchStep {
        let open = batches.filter { !$0.isCollected }
        // What is paid for comes first.
        let over = open.first { $0.batchID != nil && $0.isOver && !situation.unobtainable.contains($0.number) }
        if let over { return .collect(over.number) }
        if let reason = situation.stopReason { return .stop(reason) }
        if let waiting = open.first(where: { $0.batchID == nil }) {
            if waiting.fileID == nil { return .upload(waiting.number) }
            if situation.unsure.contains(waiting.number) { return .find(waiting.number) }
            if !situation.creationWaits { return .create(waiting.number) }
        } else if situation.mayHaveWork {
            return .plan
        }
        return open.isEmpty ? .done : .wait
    }
}
