/// What comes next in a round's training, decided from what stands on disk alone: a process that died at any instant is gone on from.
package enum TrainingStep: Sendable, Hashable {
    /// The ledger has it: nothing.
    case done
    /// `round-NNN` stands: tell the ledger.
    case record
    /// Rename this attempt's folder to `round-NNN`, then tell the ledger.
    case commit(attempt: Int)
    /// This attempt is at work: wait for its end.
    case adopt(attempt: Int)
    /// Start this attempt; `after` is how the last one ended, if there was one.
    case start(attempt: Int, after: TrainerExit?)
    /// The attempt that was waited for has failed: stop and say so.
    case failed(TrainerExit)
    /// `round-NNN` stands without a model in it, which nothing of ours does.
    case damaged

    /// - Parameter waited: The attempt whose end this process has waited for; its failure is to be told, not tried again.
    package static func next(_ situation: TrainingSituation, waited: Int? = nil) -> TrainingStep {
        if situation.isRecorded { return .done }
        if let finished = situation.finished { return finished.hasModel ? .record : .damaged }
        let attempts = situation.attempts.sorted { $0.number < $1.number }
        // Before all else: never start a trainer beside another one.
        if let running = attempts.last(where: \.isLocked) { return .adopt(attempt: running.number) }
        if let complete = attempts.last(where: { $0.exit?.isSuccess == true && $0.hasModel }) {
            return .commit(attempt: complete.number)
        }
        guard let last = attempts.last else { return .start(attempt: 1, after: nil) }
        let exit = last.exit ?? TrainerExit(attempt: last.number, reason: .lost)
        return last.number == waited ? .failed(exit) : .start(attempt: last.number + 1, after: exit)
    }
}
