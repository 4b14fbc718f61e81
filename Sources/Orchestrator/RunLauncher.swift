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
    let makeBackends: @Sendable (Configuration) throws -> BackendSet
    /// Answers requests of other processes while the run goes on.
    let inbox: InboxHandler?
    let notice: @Sendable (RunNotice) -> Void

    package init(
        configuration: Configuration,
        folder: RunFolder,
        options: RunOptions,
        control: RunControl,
        makeBackends: @escaping @Sendable (Configuration) throws -> BackendSet,
        inbox: InboxHandler?,
        notice: @escaping @Sendable (RunNotice) -> Void
    ) {
        self.configuration = configuration
        self.folder = folder
        self.options = options
        self.control = control
        self.makeBackends = makeBackends
        self.inbox = inbox
        self.notice = notice
    }

    /// Runs to the configured number of rounds, or until something ends it early.
    ///
    /// Throws `RunError`, `LedgerError`, or `CancellationError` where a drain came before the first request.
    package func launch() async throws -> RoundEnd {
        let writing = BlockingQueue("selfplay.ledger.write")
        let isNew = !RunFolder.exists(folder.ledger)
        if isNew {
            let checked = try await preflight()
            let pool = try await writing.run { try RunStore.readPool(configuration, notice: notice) }
            let store = try await writing.run { try RunStore.create(folder, configuration, pool, version: options.version) }
            return try await go(store, checked, writing)
        }
        let store = try await writing.run { try RunStore.open(folder, configuration, options, notice: notice) }
        let checked = try await preflight()
        return try await go(store, checked, writing)
    }

    /// Everything that can be found wrong before the first sample.
    private func preflight() async throws -> Preflight.Checked {
        let backends = try makeBackends(configuration)
        let preflight = Preflight(configuration: configuration, backends: backends, notice: notice)
        return try await control.interruptible { try await preflight.check() }
    }

    private func go(_ store: RunStore, _ checked: Preflight.Checked, _ writing: BlockingQueue) async throws -> RoundEnd {
        let log = RunLog(path: folder.log)
        let told: @Sendable (RunNotice) -> Void = { item in
            switch item {
            case .info(let text): log.write("info", text)
            case .warning(let text): log.write("warning", text)
            case .exported(let round, let path, let rows): log.write("info", "wrote \(rows) rows to \(path)", round: round)
            case .progress: break
            }
            notice(item)
        }
        let watch = inbox.map { InboxWatch(folder: folder, ledger: store.ledger, queue: writing, handler: $0) }
        let engine = RunEngine(
            configuration: configuration,
            folder: folder,
            store: store,
            checked: checked,
            control: control,
            writing: writing,
            notice: told
        )
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
                if let reason = end.reason { try store.ledger.note("ended", reason, round: nil, at: RunClock.wall) }
                try store.finish()
            }
            return end
        } catch {
            try? await writing.run { try store.finish() }
            throw error
        }
    }
}
