package import Ledger

/// Takes weights that a person trained. Blocks.
package struct AdvanceService: Sendable {
    /// What stands for the command of a training by hand.
    private static let command = "manual"

    let ledger: Ledger
    let folder: RunFolder

    package init(ledger: Ledger, folder: RunFolder) {
        self.ledger = ledger
        self.folder = folder
    }

    /// Records the weights as the training of the last closed round and returns it.
    ///
    /// - Parameter path: absolute, or a name.
    package func advance(to path: String, at time: Double) throws -> Int {
        guard let configuration = try RunStore.configuration(ledger), configuration.trainer.kind != .none else {
            throw RunError(
                .input,
                "this run trains nothing (trainer: none): set trainer to manual with `resume --set trainer=manual` first"
            )
        }
        guard let last = try ledger.rounds().last else {
            throw RunError(.input, "no round has been answered yet: there is nothing to train on")
        }
        guard last.isClosed else {
            throw RunError(.input, "round \(last.round) is not finished yet: resume it first, it has no training set")
        }
        let known = try ledger.trainings().filter { $0.round == last.round }
        // Named by a person and used by nobody yet: it may be named anew.
        let isUsed = try ledger.evaluations().contains { $0.round == last.round && $0.metric != Phase.baseline.metric }
        if let done = known.first(where: \.isDone), done.command != Self.command || isUsed {
            throw RunError(.input, "round \(last.round) is trained already (\(done.modelPath ?? "")): resume to go on")
        }
        let situation = try ModelsFolder(path: folder.models, round: last.round).survey()
        if situation.attempts.contains(where: \.isLocked) {
            throw RunError(.input, "a trainer of round \(last.round) still runs: resume waits for it, `resume --kill-trainer` ends it")
        }
        try ledger.record(
            TrainingRecord(
                round: last.round,
                attempt: known.first { $0.command == Self.command }?.attempt ?? (known.map(\.attempt).max() ?? 0) + 1,
                command: Self.command,
                startedAt: time,
                finishedAt: time,
                exitCode: 0,
                modelPath: path,
                weightVersion: Weights.label(ofRound: last.round)
            )
        )
        return last.round
    }
}
