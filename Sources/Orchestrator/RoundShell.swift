import Inference
import Ledger
import Platform

/// Carries out what the round's state machine asks for: reads pages, makes calls, commits facts, sleeps. It decides nothing.
actor RoundShell {
    private var machine: RoundMachine
    /// Replaced when an endpoint joins.
    private var runner: CallRunner
    private let ledger: Ledger
    /// One queue for the writing connection, one for the reading ones: a commit never waits for a page.
    private let writing: BlockingQueue
    private let reading: BlockingQueue
    private let pages: PageReader
    private let onProgress: @Sendable ([StageProgress]) -> Void
    private let onNotice: @Sendable (String) -> Void

    private var tasks: [Int: Task<Void, Never>] = [:]
    private var sleepers: [Int: Task<Void, Never>] = [:]
    private var continuation: CheckedContinuation<RoundEnd, any Error>?
    private var ended: Result<RoundEnd, any Error>?

    init(
        machine: RoundMachine,
        runner: CallRunner,
        ledger: Ledger,
        writing: BlockingQueue,
        reading: BlockingQueue,
        pages: PageReader,
        onProgress: @escaping @Sendable ([StageProgress]) -> Void,
        onNotice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.machine = machine
        self.runner = runner
        self.ledger = ledger
        self.writing = writing
        self.reading = reading
        self.pages = pages
        self.onProgress = onProgress
        self.onNotice = onNotice
    }

    /// Answers the round. Throws `LedgerError` when facts cannot be written.
    func run() async throws -> RoundEnd {
        handle(.started)
        if let ended { return try ended.get() }
        return try await withCheckedThrowingContinuation { continuation = $0 }
    }

    /// Sends nothing new; the round ends once everything in flight is recorded.
    func drain() {
        handle(.drain)
    }

    /// Sends nothing new; the round ends resumable once everything in flight is recorded.
    func stop(_ reason: String) {
        handle(.stop(reason))
    }

    /// Cancels what is in flight; the round ends once what has finished is recorded.
    func cancel() {
        handle(.cancel)
    }

    /// Lets an endpoint join a stage under the next number; `runner` knows it there.
    func addEndpoint(_ name: String, to stage: StageID, runner: CallRunner) {
        self.runner = runner
        handle(.endpointAdded(stage, name: name))
    }

    /// Lets an endpoint leave a stage: what is in flight there ends. Never a stage's last one.
    func removeEndpoint(_ endpoint: Int, from stage: StageID) {
        handle(.endpointRemoved(stage, endpoint: endpoint))
    }

    /// What was learned of the endpoints so far.
    var memory: RoundMachine.Memory { machine.memory }

    func reportProgress() {
        onProgress(machine.progress)
    }

    private func handle(_ event: RoundEvent) {
        guard ended == nil else { return }
        for action in machine.handle(event, at: RunClock.monotonic) {
            perform(action)
        }
    }

    private func perform(_ action: RoundAction) {
        switch action {
        case .fetch(let stage, let cursor, let limit): fetch(stage, after: cursor, limit: limit)
        case .call(let number, let stage, let endpoint, let work): call(number, stage, endpoint, work)
        case .commit(let facts): commit(facts)
        case .sleep(let timer, let seconds): sleep(seconds) { $0.handle(.timer(timer)) }
        case .probe(let stage, let endpoint, let seconds): probe(stage, endpoint, after: seconds)
        case .cancelCall(let number): tasks[number]?.cancel()
        case .observe(let stage, let endpoint, let seconds): observe(stage, endpoint, after: seconds)
        case .tell(let text): onNotice(text)
        case .cancelCalls: for task in tasks.values { task.cancel() }
        case .end(let end): finish(.success(end))
        }
    }

    private func fetch(_ stage: StageID, after cursor: Int64, limit: Int) {
        let pages = pages
        Task {
            do {
                let page = try await reading.run { try pages.read(stage, after: cursor, limit: limit) }
                handle(.page(stage, page))
            } catch {
                finish(.failure(LedgerError.explaining(error)))
            }
        }
    }

    private func call(_ number: Int, _ stage: StageID, _ endpoint: Int, _ work: Work) {
        let runner = runner
        tasks[number] = Task {
            let (outcome, report) = await runner.run(stage, work, endpoint: endpoint)
            tasks[number] = nil
            handle(.finished(call: number, outcome, report))
        }
    }

    private func commit(_ facts: [Fact]) {
        let ledger = ledger
        let round = runner.setup.round
        Task {
            do {
                try await writing.run { try ledger.commit(facts, round: round) }
                handle(.committed)
            } catch {
                finish(.failure(LedgerError.explaining(error)))
            }
        }
    }

    private func probe(_ stage: StageID, _ endpoint: Int, after seconds: Double) {
        sleep(seconds) { shell in
            let backends = shell.runner.backends
            Task {
                do {
                    try await backends.probe(stage, endpoint: endpoint)
                    await shell.handle(.probed(stage, endpoint: endpoint, nil))
                } catch {
                    let failure = error as? BackendError ?? BackendError(.unreachable, "\(error)")
                    await shell.handle(.probed(stage, endpoint: endpoint, failure))
                }
            }
        }
    }

    /// Reads an endpoint's load; what it does not tell and what fails is nothing.
    private func observe(_ stage: StageID, _ endpoint: Int, after seconds: Double) {
        sleep(seconds) { shell in
            let backends = shell.runner.backends
            Task {
                let load = try? await backends.load(stage, endpoint: endpoint)
                await shell.handle(.observed(stage, endpoint: endpoint, load))
            }
        }
    }

    private var lastSleeper = 0

    private func sleep(_ seconds: Double, then body: @escaping @Sendable (isolated RoundShell) -> Void) {
        lastSleeper += 1
        let number = lastSleeper
        sleepers[number] = Task {
            try? await Task.sleep(for: .seconds(seconds))
            sleepers[number] = nil
            if !Task.isCancelled { body(self) }
        }
    }

    private func finish(_ result: Result<RoundEnd, any Error>) {
        guard ended == nil else { return }
        ended = result
        for task in tasks.values { task.cancel() }
        for task in sleepers.values { task.cancel() }
        onProgress(machine.progress)
        continuation?.resume(with: result)
        continuation = nil
    }
}
