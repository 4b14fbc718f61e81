import Inference
import Ledger
import Platform
import Scheduling
import Selection
import Settings

/// The rounds of a run, one after the other, from where the ledger stands.
struct RunEngine: Sendable {
    let configuration: Configuration
    let folder: RunFolder
    let store: RunStore
    let checked: Preflight.Checked
    let control: RunControl
    let writing: BlockingQueue
    let notice: @Sendable (RunNotice) -> Void

    private var ledger: Ledger { store.ledger }

    func run(factsOnly: Bool) async throws -> RoundEnd {
        let known = try await writing.run { [ledger] in try ledger.rounds() }
        if factsOnly { return try await addFacts(known) }
        for round in 1...max(1, configuration.rounds) {
            if control.isEnding { return .interrupted }
            if let record = known.first(where: { $0.round == round }), record.isClosed {
                try await restoreExports(round)
                continue
            }
            let record = try await plan(round)
            let end = try await answer(record)
            guard end == .complete else { return end }
            try await finish(round)
        }
        return .complete
    }

    /// Adds missing facts to rounds that were answered before; closed ones keep their selections.
    private func addFacts(_ rounds: [RoundRecord]) async throws -> RoundEnd {
        for record in rounds {
            let end = try await answer(record)
            guard end == .complete else { return end }
        }
        return .complete
    }

    /// The round's plan, made now unless the ledger has it.
    private func plan(_ round: Int) async throws -> RoundRecord {
        let planner = RoundPlanner(
            ledger: ledger,
            runSeed: configuration.seed,
            perRound: configuration.promptsPerRound,
            informativeness: configuration.weighedBy,
            reward: configuration.selection.reward
        )
        return try await writing.run { [ledger, configuration, checked] in
            if let record = try ledger.round(round) { return record }
            try ledger.plan(
                round: round,
                policy: configuration.policy.backend.model,
                reference: configuration.reference?.backend.model,
                weightVersion: checked.weightVersion,
                phase: .base,
                prompts: try planner.plan(round: round),
                at: RunClock.wall
            )
            guard let record = try ledger.round(round) else {
                throw LedgerError(.inconsistent, "round \(round) was planned and is not there")
            }
            return record
        }
    }

    private func answer(_ record: RoundRecord) async throws -> RoundEnd {
        let setup = configuration.setup(record)
        let plans = try await writing.run { [ledger, configuration, checked] in
            try StagePlanner(configuration: configuration, backends: checked.backends).plans(record, setup, ledger)
        }
        let limits = RoundMachine.Limits(
            retry: RetryPolicy(attempts: configuration.limits.attempts, seed: UInt64(bitPattern: Int64(configuration.seed))),
            failedShare: configuration.limits.failedShare,
            waitForBackend: configuration.limits.waitForBackend
        )
        let rounds = configuration.rounds
        let shell = RoundShell(
            machine: RoundMachine(stages: plans, firstResponse: record.firstResponse, limits: limits),
            runner: CallRunner(setup: setup, backends: checked.backends.round, endpoints: checked.backends.policyEndpoints),
            ledger: ledger,
            writing: writing,
            reading: BlockingQueue("selfplay.ledger.read"),
            pages: PageReader(ledger: ledger, setup: setup, singleRewards: checked.backends.singleRewards),
            onProgress: { [notice] in notice(.progress(round: record.round, of: rounds, $0)) }
        )
        let ticker = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                await shell.reportProgress()
            }
        }
        defer { ticker.cancel() }
        await control.attach(shell)
        let end = try await shell.run()
        await control.attach(nil)
        return end
    }

    private func finish(_ round: Int) async throws {
        let finisher = finisher()
        try await writing.run { try finisher.finish(round: round) }
        try await writing.run { [store] in try store.copyOut() }
    }

    /// Writes the training sets of a closed round again where the files are gone; the bytes are the same.
    private func restoreExports(_ round: Int) async throws {
        let finisher = finisher()
        try await writing.run { try finisher.export(round: round, selection: Phase.base.rawValue) }
    }

    private func finisher() -> RoundFinisher {
        RoundFinisher(ledger: ledger, folder: folder, configuration: configuration, now: RunClock.wall, notice: notice)
    }
}
