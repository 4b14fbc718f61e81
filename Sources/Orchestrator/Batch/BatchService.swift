package import Inference
package import Ledger
package import Platform
import Scheduling

/// Answers a stage of a round by batches: half the price, within a day, safe to be killed at any instruction.
///
/// It asks `BatchStep` what comes next, has it done, records it, and asks again. Work that fails is pending again and goes into a further batch;
/// the stage is complete when nothing is pending and every batch is collected.
package actor BatchService {
    let work: any BatchedWork
    let client: BatchClient
    let identity: BatchIdentity
    let ledger: Ledger
    let writing: BlockingQueue
    let file: BatchFile
    let limits: BatchLimits
    let control: RunControl
    let now: @Sendable () -> Double
    let sleep: @Sendable (Double) async throws -> Void
    let notice: @Sendable (RunNotice) -> Void
    let affords: @Sendable (Int, [SpendRecord]) -> String?

    var situation = BatchSituation()
    var pace: BatchPace
    /// Where in the pending work the next file begins.
    private var cursor: Int64 = -1
    /// How often the answers of a batch were fetched.
    var downloads: [Int: Int] = [:]
    /// Batches that people were told have to wait.
    var toldOfRoom: Set<Int> = []
    var progress: StageProgress
    private let rounds: Int

    /// - Parameters:
    ///   - client: The provider, an OpenAI-style API.
    ///   - plan: What the stage needs in all; its first endpoint's name is recorded with batches.
    ///   - rounds: Of the run, for showing how far it is.
    ///   - control: A drain ends it at once: batches go on at the provider.
    ///   - affords: Asked before a batch is started, with how many requests are out then and what was spent so far; an answer is why the run
    ///     stops instead.
    ///   - now: Seconds since 1970.
    ///   - sleep: Waits so many seconds; throws when the calling task is cancelled.
    package init(
        work: any BatchedWork,
        client: BatchClient,
        plan: StagePlan,
        rounds: Int,
        run: RunRecord,
        folder: RunFolder,
        ledger: Ledger,
        writing: BlockingQueue,
        limits: BatchLimits,
        control: RunControl,
        notice: @escaping @Sendable (RunNotice) -> Void,
        affords: @escaping @Sendable (Int, [SpendRecord]) -> String? = { _, _ in nil },
        now: @escaping @Sendable () -> Double = { RunClock.wall },
        sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) {
        self.work = work
        self.client = client
        self.rounds = rounds
        identity = BatchIdentity(run)
        self.ledger = ledger
        self.writing = writing
        let endpoint = plan.endpoints.first ?? client.address.description
        file = BatchFile(work: work, limits: limits, folder: folder, endpoint: endpoint)
        self.limits = limits
        self.control = control
        self.notice = notice
        self.affords = affords
        self.now = now
        self.sleep = sleep
        pace = BatchPace(limits)
        progress = StageProgress(
            name: plan.id.name,
            planned: plan.planned,
            done: plan.done,
            failed: plan.failed,
            inFlight: 0,
            endpointsDown: 0
        )
    }

    /// Answers the stage. Throws `LedgerError`, `RunError` or `AtomicFile.Failure` where something cannot be written.
    package func answer() async throws -> RoundEnd {
        let before = try await records()
        situation.unsure = Set(before.filter { !$0.isCollected && $0.fileID != nil && $0.batchID == nil }.map(\.number))
        do {
            while true {
                let batches = try await records()
                tell(batches)
                if control.isEnding { throw CancellationError() }
                switch BatchStep.next(batches, situation) {
                case .plan: try await plan()
                case .upload(let number): try await upload(batches.numbered(number))
                case .find(let number): try await find(batches.numbered(number))
                case .create(let number): try await create(batches.numbered(number))
                case .collect(let number): try await collect(batches.numbered(number))
                case .wait: try await look(at: batches)
                case .stop(let reason): return .stopped(reason)
                case .done: return .complete
                }
            }
        } catch is CancellationError {
            try await tellWhatGoesOn()
            return .interrupted
        }
    }

    private func records() async throws -> [BatchRecord] {
        try await book { [work, ledger] in try ledger.batches(round: work.round, stage: work.stage) }
    }

    private func plan() async throws {
        let start = cursor
        let time = now()
        let (end, plan) = try await book { [file, ledger, work] in
            var cursor = start
            let plan = try file.write(number: try ledger.nextBatchNumber(), ledger, from: &cursor, at: time)
            if let record = plan?.record {
                try ledger.plan(record, items: plan?.items ?? [], facts: plan?.facts ?? [])
            } else if let facts = plan?.facts {
                try ledger.commit(facts, round: work.round)
            }
            return (cursor, plan)
        }
        if let facts = plan?.facts, !facts.isEmpty {
            count(facts)
            situation.stopReason = tooManyGivenUp
        }
        let isMore = plan?.record != nil
        cursor = isMore ? end : -1
        situation.mayHaveWork = isMore
    }

    /// Why the run stops where a larger share was given up than is allowed.
    var tooManyGivenUp: String? {
        guard Double(progress.failed) / Double(max(1, progress.planned)) > limits.failedShare else { return nil }
        let given = "\(progress.failed) of \(progress.planned) items of stage \(work.stage) were given up"
        return "\(given), more than limits.failed_share \(limits.failedShare) allows; see `selfplay status`"
    }

    /// Adds facts to what people are shown.
    func count(_ facts: [Fact]) {
        for fact in facts {
            switch fact {
            case .reward(let reward) where reward.isRevision: break
            case .response, .reward: progress.done += 1
            case .failure(let failure) where failure.reason != FailureClass.tooLong.rawValue: progress.failed += 1
            default: break
            }
        }
    }

    /// Pauses, then asks how the batches stand.
    private func look(at batches: [BatchRecord]) async throws {
        try await pause(pace.pause(at: now()))
        situation.creationWaits = false
        for batch in batches where !batch.isCollected && batch.batchID != nil && !batch.isOver {
            try await ask(batch)
        }
    }

    func ask(_ batch: BatchRecord) async throws {
        guard let id = batch.batchID, let object = try await reach({ [client] in try await client.batch(id) }) else { return }
        if object.hitEnqueuedLimit {
            // It never began: the same file is taken once there is room.
            var batch = batch
            batch.batchID = nil
            batch.status = nil
            try await update(batch)
            return try await waitForRoom(batch, object.complaint)
        }
        let known = batch.standing(object)
        guard known != batch else { return }
        if known.status != batch.status { pace.hurry() }
        try await update(known)
    }

    // MARK: - The ledger

    func update(_ batch: BatchRecord) async throws {
        try await book { [ledger] in try ledger.update(batch) }
    }

    func book<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        do {
            return try await writing.run(body)
        } catch let error as RunError {
            throw error
        } catch let error as BackendError {
            throw RunError(.resumable, error.message)
        } catch let failure as AtomicFile.Failure {
            throw RunError(.resumable, "\(failure.description): free disk space, then resume")
        } catch {
            throw LedgerError.explaining(error)
        }
    }

    /// Pending work is read anew from its beginning.
    func readAgain() {
        cursor = -1
        situation.mayHaveWork = true
    }

    // MARK: - People

    private func tell(_ batches: [BatchRecord]) {
        let out = batches.filter { !$0.isCollected && $0.batchID != nil }
        progress.inFlight = out.reduce(0) { $0 + $1.lines }
        notice(.progress(round: work.round, of: rounds, [progress]))
    }

    private func tellWhatGoesOn() async throws {
        let running = try await records().filter { !$0.isCollected && $0.batchID != nil }
        guard !running.isEmpty else { return }
        let lines = running.reduce(0) { $0 + $1.lines }
        let batches = running.count == 1 ? "1 batch goes on" : "\(running.count) batches go on"
        notice(.info("\(batches) at \(client.address.authority) (\(lines) requests): resume within its limits to collect what is answered"))
    }
}

extension [BatchRecord] {
    /// The batch of this number, which must be there.
    fileprivate func numbered(_ number: Int) throws(LedgerError) -> BatchRecord {
        guard let batch = first(where: { $0.number == number }) else {
            throw LedgerError(.inconsistent, "batch \(number) was there and is gone")
        }
        return batch
    }
}

extension BatchRecord {
    /// The record with what the provider says of it now.
    func standing(_ object: BatchObject) -> BatchRecord {
        var batch = self
        batch.status = object.status
        batch.completed = object.completed
        batch.failed = object.failed
        batch.outputFileID = object.outputFileID ?? outputFileID
        batch.errorFileID = object.errorFileID ?? errorFileID
        if object.status == "failed" { batch.error = object.complaint }
        return batch
    }
}
