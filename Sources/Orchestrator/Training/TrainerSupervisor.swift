import Glibc
import Platform

/// Runs one attempt at training as a process apart from selfplay, which may die meanwhile: the work of `selfplay supervise`.
///
/// It holds the attempt's lock as long as it lives, is the parent of every orphan below it, writes `exit` only when none of its
/// descendants is left, and takes the trainer with it when it is killed (`TrainerGuard`).
package final class TrainerSupervisor {
    package struct Order: Sendable {
        package var attempt: AttemptFolder
        package var arguments: [String]
        package var directory: String?
        package var timeout: Double
        package var logLimit: Int
        package var grace: Double

        package init(
            attempt: AttemptFolder,
            arguments: [String],
            directory: String?,
            timeout: Double,
            logLimit: Int,
            grace: Double
        ) {
            self.attempt = attempt
            self.arguments = arguments
            self.directory = directory
            self.timeout = timeout
            self.logLimit = logLimit
            self.grace = grace
        }
    }

    private let order: Order
    private let request: WakeUp
    private let log: TrainerLog
    private let startedAt = RunClock.wall
    private let start = RunClock.monotonic

    private var trainer: Int32 = 0
    private var trainerEnd: ProcessEnd?
    private var guardian: Int32?
    /// Why the processes are being ended, and when patience is over.
    private var ending: (reason: TrainerExit.Reason, deadline: Double)?

    private init(_ order: Order, request: WakeUp) throws {
        self.order = order
        self.request = request
        log = try TrainerLog(path: order.attempt.log, limit: order.logLimit)
    }

    /// Does everything, blocking; returns when `exit` stands and no process of the attempt is left.
    ///
    /// Must be called on a thread that does nothing else: the trainer dies with it.
    package static func run(_ order: Order) throws {
        let request = WakeUp()
        // Its own session hears of no terminal; a hang-up sent by hand is not for it either.
        signal(SIGHUP, SIG_IGN)
        signal(SIGCHLD, SIG_DFL)
        let watch = SignalWatch([SIGTERM, SIGINT]) { _ in request.say() }
        defer { withExtendedLifetime(watch) {} }
        let lock = try SupervisorLock(order.attempt)
        defer { withExtendedLifetime(lock) {} }
        // Who comes second, or after the attempt was given up, has nothing to do.
        guard !RunFolder.exists(order.attempt.exit) else { return }
        ProcessTable.adoptOrphans()
        let supervisor = try TrainerSupervisor(order, request: request)
        defer { if let guardian = supervisor.guardian { TrainerGuard.dismiss(guardian) } }
        let exit = try supervisor.supervise(lock)
        // The trainer's files must be on disk before the word that they are complete.
        if exit.isSuccess { FileTree.syncFileSystem(of: order.attempt.path) }
        try order.attempt.write(exit)
    }

    private func supervise(_ lock: SupervisorLock) throws -> TrainerExit {
        let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(null) }
        guardian = TrainerGuard.start(for: order.attempt, lock: lock.descriptor, null: null)
        do throws(ProcessStartFailure) {
            trainer = try ProcessStart(
                arguments: order.arguments,
                environment: [AttemptFolder.variable: order.attempt.path],
                directory: order.directory,
                input: null,
                output: log.writeEnd,
                errors: log.writeEnd,
                // The lock is held as long as the trainer lives, whatever becomes of us.
                kept: lock.descriptor,
                deathSignal: SIGKILL
            ).start()
        } catch {
            return TrainerExit(
                attempt: order.attempt.number,
                reason: .notStarted,
                startedAt: startedAt,
                finishedAt: RunClock.wall,
                error: error.description
            )
        }
        log.closeWriteEnd()
        let descriptor = ProcessDescriptor(trainer)
        while true {
            reap()
            if trainerEnd != nil && children.isEmpty { break }
            decide()
            wait(descriptor)
            log.drain()
        }
        log.drain()
        return TrainerExit(
            attempt: order.attempt.number,
            reason: ending?.reason ?? .exited,
            end: trainerEnd,
            startedAt: startedAt,
            finishedAt: RunClock.wall,
            seconds: RunClock.monotonic - start
        )
    }

    /// Frees the ids of all children that have ended, adopted ones too.
    private func reap() {
        while let (process, end) = ProcessEnd.reapEnded(-1) {
            if process == trainer { trainerEnd = end }
            if process == guardian { guardian = nil }
        }
    }

    /// All that is left of the attempt hangs below these.
    private var children: [Int32] {
        ProcessTable.children(of: getpid()).filter { $0 != guardian }
    }

    private func decide() {
        if let ending {
            if RunClock.monotonic >= ending.deadline { signalAll(SIGKILL) }
            return
        }
        guard let reason = reasonToEnd else { return }
        ending = (reason, RunClock.monotonic + order.grace)
        signalAll(SIGTERM)
    }

    private var reasonToEnd: TrainerExit.Reason? {
        // What a trainer that has ended leaves behind goes too: nobody would look after it.
        if trainerEnd != nil { return .exited }
        if request.isSaid { return .killed }
        if log.isFull { return .logLimit }
        return RunClock.monotonic - start >= order.timeout ? .timedOut : nil
    }

    /// Reaches the trainer's group and every child of ours. Children of those become ours when their parents end.
    private func signalAll(_ signal: Int32) {
        // An id that was not reaped cannot belong to others.
        if trainerEnd == nil { kill(-trainer, signal) }
        for child in children where child != trainer { kill(child, signal) }
    }

    private func wait(_ trainerDescriptor: ProcessDescriptor) {
        guard let ending else {
            // Without a descriptor of the process its end is looked for.
            let left = max(0, start + order.timeout - RunClock.monotonic)
            let seconds = trainerDescriptor.descriptor >= 0 ? left : min(left, 0.1)
            _ = Readiness.wait([log.readEnd, request.descriptor, trainerDescriptor.descriptor], seconds: seconds)
            return
        }
        let children = children.map { ProcessDescriptor($0) }
        let left = ending.deadline - RunClock.monotonic
        // After the deadline new orphans may come to us at any moment.
        _ = Readiness.wait([log.readEnd] + children.map(\.descriptor), seconds: left > 0 ? min(left, 1) : 0.05)
        withExtendedLifetime(children) {}
    }
}
