import Glibc
import Platform

/// Hands a round's training set to the trainer and takes the model back.
///
/// The trainer runs under `selfplay supervise`, which outlives this process: cancelling `run` stops waiting and nothing else, and a later
/// `run` goes on where the disk says the training stands (`TrainingStep`). At most one trainer of a round runs at any time.
package struct TrainerHandoff: Sendable {
    private let models: String
    private let round: Int
    private let program: String

    /// - Parameters:
    ///   - models: The folder `runs/<name>/models`, absolute; it need not exist.
    ///   - program: The selfplay program, whose `supervise` is started; `/proc/self/exe` stays the same when the file is replaced.
    package init(models: String, round: Int, program: String = "/proc/self/exe") {
        self.models = models
        self.round = round
        self.program = program
    }

    /// What stands on disk.
    package func survey() async throws -> TrainingSituation {
        try await onThread { ModelsFolder(path: models, round: round).survey() }
    }

    /// Trains, waits for a training that goes on, or finds that one is complete, whichever it is.
    ///
    /// Throws `TrainingFailure` where the attempt gives no model, `RunError` where something of ours stands in the way, `CancellationError`
    /// where waiting was given up: the trainer then goes on.
    ///
    /// - Parameter notice: Called on one thread at a time, lines in the order they were written.
    package func run(_ spec: TrainerSpec, notice: @escaping @Sendable (TrainingNotice) -> Void) async throws -> TrainingResult {
        var waited: Int?
        while true {
            try Task.checkCancellation()
            switch TrainingStep.next(try await survey(), waited: waited) {
            case .done, .record: return try await onThread { result() }
            case .commit(let attempt): try await onThread { try ModelsFolder(path: models, round: round).commit(attempt) }
            case .adopt(let attempt):
                if try await adopt(attempt, notice) { waited = attempt }
            case .start(let attempt, let earlier):
                if let earlier { try await tell(earlier, spec, notice) }
                if try await start(attempt, spec, notice) { waited = attempt }
            case .failed(let exit):
                throw try await onThread { TrainingFailure(exit, spec: spec, folder: folder(exit.attempt)) }
            case .damaged:
                let folder = ModelsFolder(path: models, round: round).finished
                throw RunError(
                    .resumable,
                    "\(folder.model) is missing or empty although its training is complete: put the model back, or remove \(folder.path) to train again"
                )
            }
        }
    }

    /// Ends the training that goes on, if any, and waits until none of its processes is left. Returns the attempt.
    ///
    /// - Parameter grace: The seconds the trainer was promised between SIGTERM and SIGKILL.
    @discardableResult
    package func kill(grace: Double = 10) async throws -> Int? {
        try await onThread {
            let attempts = ModelsFolder(path: models, round: round).attempts
            guard let running = attempts.last(where: \.isAtWork) else { return nil }
            TrainerEnding(folder: running).end(grace: grace)
            return running.number
        }
    }

    /// False where the supervisor is dead or out of sight: then it was not our wait that this attempt's end belongs to, and the next one may start.
    private func adopt(_ attempt: Int, _ notice: @escaping @Sendable (TrainingNotice) -> Void) async throws -> Bool {
        let folder = folder(attempt)
        let supervisor = try await onThread { folder.supervisor }
        if supervisor != nil { notice(.adopted(attempt: attempt, log: folder.log)) }
        let isOver = try await untilCancelled { cancel in
            var tail = LogTail(path: folder.log, recent: 8192)
            defer { tail.end() }
            return AttemptWatch(folder: folder, supervisor: supervisor, cancel: cancel).wait(&tail) { notice(.line($0)) }
        }
        guard isOver else { throw CancellationError() }
        return supervisor != nil
    }

    /// False where an earlier attempt turned out to be at work after all.
    private func start(_ attempt: Int, _ spec: TrainerSpec, _ notice: @escaping @Sendable (TrainingNotice) -> Void) async throws -> Bool {
        let launch = TrainerLaunch(spec: spec, program: program)
        let started = try await onThread {
            let models = try ModelsFolder.made(path: models, round: round)
            return try launch.start(attempt, in: models)
        }
        guard let (folder, supervisor) = started else { return false }
        notice(.started(attempt: attempt, log: folder.log))
        let isOver = try await untilCancelled { cancel in
            var tail = LogTail(path: folder.log)
            defer { tail.end() }
            return AttemptWatch(folder: folder, supervisor: supervisor, cancel: cancel).wait(&tail) { notice(.line($0)) }
        }
        guard isOver else { throw CancellationError() }
        return true
    }

    private func tell(_ exit: TrainerExit, _ spec: TrainerSpec, _ notice: @Sendable (TrainingNotice) -> Void) async throws {
        let failure = try await onThread { TrainingFailure(exit, spec: spec, folder: folder(exit.attempt)) }
        notice(.earlierFailure(failure.message))
    }

    private func folder(_ attempt: Int) -> AttemptFolder {
        ModelsFolder(path: models, round: round).attempt(attempt)
    }

    private func result() -> TrainingResult {
        let folder = ModelsFolder(path: models, round: round).finished
        let exit = folder.readExit()
        return TrainingResult(
            attempt: exit?.attempt ?? 1,
            exitCode: exit?.code ?? 0,
            startedAt: exit?.startedAt ?? 0,
            finishedAt: exit?.finishedAt ?? 0,
            model: folder.model,
            log: folder.log
        )
    }

    private func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await BlockingQueue("selfplay.trainer").run(body)
    }

    private func untilCancelled(_ body: @escaping @Sendable (WakeUp) throws -> Bool) async throws -> Bool {
        let cancel = WakeUp()
        return try await withTaskCancellationHandler {
            try await onThread { try body(cancel) }
        } onCancel: {
            cancel.say()
        }
    }
}
