import Inference
import Ledger
import Platform
package import Settings
import Transport

/// Starts a run, or goes on with one: the two are the same thing. Work is the facts still missing.
package struct RunLauncher: Sendable {
    let configuration: Configuration
    let folder: RunFolder
    let options: RunOptions
    let control: RunControl
    let makeBackends: @Sendable (Configuration, FleetWeights) throws -> BackendSet
    let makeControls: @Sendable (Configuration) throws -> WeightControls
    /// Answers requests of other processes while the run goes on.
    let inbox: InboxHandler?
    /// Where the endpoints' states are shown.
    let board: FleetBoard
    let notice: @Sendable (RunNotice) -> Void

    package init(
        configuration: Configuration,
        folder: RunFolder,
        options: RunOptions,
        control: RunControl,
        makeBackends: @escaping @Sendable (Configuration, FleetWeights) throws -> BackendSet,
        makeControls: @escaping @Sendable (Configuration) throws -> WeightControls = { _ in WeightControls() },
        inbox: InboxHandler?,
        board: FleetBoard = FleetBoard(),
        notice: @escaping @Sendable (RunNotice) -> Void
    ) {
        self.configuration = configuration
        self.folder = folder
        self.options = options
        self.control = control
        self.makeBackends = makeBackends
        self.makeControls = makeControls
        self.inbox = inbox
        self.board = board
        self.notice = notice
    }

    /// Runs to the configured number of rounds, or until something ends it early.
    ///
    /// Throws `RunError`, `LedgerError`, or `CancellationError` where a drain came before the first request.
    package func launch() async throws -> RoundEnd {
        let writing = BlockingQueue("selfplay.ledger.write")
        let isNew = !RunFolder.exists(folder.ledger)
        let commands = RunCommands(configuration: configuration, folder: folder, notice: notice)
        try commands.check()
        try configuration.checkSelections()
        let fleet = try fleet(commands)
        if isNew {
            // Everything that can be found wrong before the first request is, before anything is made.
            let pool = try await writing.run { try RunStore.readPool(configuration, notice: notice) }
            try configuration.checkIdentifiers(pool)
            _ = try configuration.strategyChoice()
            _ = try await control.interruptible { try await fleet.serving(FleetWeights(), round: 1) }
            let store = try await writing.run { try RunStore.create(folder, configuration, pool, version: options.version) }
            return try await go(store, fleet, commands, writing)
        }
        let store = try await writing.run { try RunStore.open(folder, configuration, options, notice: notice) }
        return try await go(store, fleet, commands, writing)
    }

    private func fleet(_ commands: RunCommands) throws -> Fleet {
        try Fleet(
            configuration: configuration,
            makeBackends: makeBackends,
            makeControls: makeControls,
            restart: { [configuration, commands] weights in
                let model = configuration.trainerPath(policy: weights)
                try await commands.run(configuration.trainer.weights.command, key: "trainer.weights.command", [.model: model])
            },
            notice: notice
        )
    }

    private func go(_ store: RunStore, _ fleet: Fleet, _ commands: RunCommands, _ writing: BlockingQueue) async throws -> RoundEnd {
        let log = RunLog(path: folder.log)
        let told: @Sendable (RunNotice) -> Void = { item in
            switch item {
            case .info(let text): log.write("info", text)
            case .warning(let text): log.write("warning", text)
            case .exported(let round, let path, let rows, _): log.write("info", "wrote \(rows) rows to \(path)", round: round)
            case .progress, .trainer: break
            }
            notice(item)
        }
        try await writing.run { [configuration] in
            let kept = try store.ledger.strategyTemplates()
            guard let choice = try configuration.strategyChoice(kept: kept) else { return }
            _ = try store.ledger.keep(strategies: choice.strategies.map { ($0.name, $0.template) })
        }
        let watch = inbox.map { InboxWatch(folder: folder, ledger: store.ledger, queue: writing, handler: $0) }
        let clock = try await writing.run { try SessionClock(store.ledger) }
        let ticking = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(5))
                // The last note is made before the log is truncated; nothing is written after that.
                guard !Task.isCancelled else { return }
                try? await writing.run { try clock.note(store.ledger) }
            }
        }
        defer { ticking.cancel() }
        let engine = try await engine(store, fleet, commands, clock, writing, told)
        log.write("info", "started selfplay \(options.version)")
        try await writing.run { [options] in
            try store.ledger.note("started", "selfplay \(options.version)", round: nil, at: RunClock.wall)
        }
        defer { log.write("info", "ended") }
        let watching = Task { await watch?.run() }
        defer { watching.cancel() }
        do {
            let end = try await engine.run(factsOnly: options.factsOnly)
            await watch?.finish()
            try await writing.run {
                try clock.note(store.ledger)
                if let reason = end.reason { try store.ledger.note("ended", reason, round: nil, at: RunClock.wall) }
                try store.finish()
            }
            return end
        } catch {
            try? await writing.run {
                try clock.note(store.ledger)
                try store.finish()
            }
            throw error
        }
    }

    private func engine(
        _ store: RunStore,
        _ fleet: Fleet,
        _ commands: RunCommands,
        _ clock: SessionClock,
        _ writing: BlockingQueue,
        _ notice: @escaping @Sendable (RunNotice) -> Void
    ) async throws -> RunEngine {
        await fleet.attach(
            WeightInspector(configuration: configuration, ledger: store.ledger, writing: writing, notice: notice),
            key: try await writing.run { try store.ledger.configurationKey() },
            notice: notice
        )
        let training = TrainingService(
            configuration: configuration,
            folder: folder,
            ledger: store.ledger,
            writing: writing,
            fleet: fleet,
            memory: try makeControls(configuration).memory,
            commands: commands,
            killsTrainer: options.killsTrainer,
            notice: notice
        )
        return RunEngine(
            configuration: configuration,
            folder: folder,
            store: store,
            fleet: fleet,
            training: training,
            commands: commands,
            control: control,
            writing: writing,
            clock: clock,
            board: board,
            notice: notice
        )
    }
}
