import Glibc
import Platform

/// Runs commands to their end.
///
/// Waits for the command itself, not for who inherited its output: a command that leaves a server behind has ended when it has ended, and the
/// server lives on where the command succeeded. A command that fails, runs too long or is cancelled takes its process group with it; one whose
/// selfplay is killed gets a SIGTERM.
package enum CommandRunner {
    /// Runs the command; a `RunError` where it cannot be started, `CancellationError` where the task was cancelled.
    ///
    /// A command that ran and failed is a result: `CommandResult.failure` makes a sentence of it.
    package static func run(_ spec: CommandSpec) async throws -> CommandResult {
        let cancel = WakeUp()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await BlockingQueue("selfplay.command").run {
                let streams = try CommandStreams(spec)
                let result = try run(spec, streams, cancel)
                if cancel.isSaid && !result.isSuccess { throw CancellationError() }
                return result
            }
        } onCancel: {
            cancel.say()
        }
    }

    private static func run(_ spec: CommandSpec, _ streams: CommandStreams, _ cancel: WakeUp) throws(RunError) -> CommandResult {
        let start = RunClock.monotonic
        let process: Int32
        do {
            process = try ProcessStart(
                arguments: spec.arguments,
                environment: spec.environment,
                directory: spec.directory,
                input: streams.input,
                output: streams.output,
                errors: streams.errors,
                deathSignal: SIGTERM
            ).start()
        } catch {
            throw RunError(.resumable, "\(spec.key) cannot be started: \(error)")
        }
        let descriptor = ProcessDescriptor(process)
        var isTimedOut = false
        if !waitForEnd(process, descriptor, cancel, until: start + spec.timeout) {
            isTimedOut = !cancel.isSaid
            kill(-process, SIGTERM)
            _ = waitForEnd(process, descriptor, nil, until: RunClock.monotonic + spec.grace)
            kill(-process, SIGKILL)
        }
        let end = reap(process, keepsGroup: !isTimedOut && !cancel.isSaid)
        return streams.result(end, isTimedOut: isTimedOut, seconds: RunClock.monotonic - start)
    }

    /// False where the time was over, or the word was said, before the process ended. It stays to be reaped: until then its group's id is its own.
    private static func waitForEnd(_ process: Int32, _ descriptor: ProcessDescriptor, _ cancel: WakeUp?, until deadline: Double) -> Bool {
        while !hasEnded(process) {
            let left = deadline - RunClock.monotonic
            if left <= 0 || cancel?.isSaid == true { return false }
            let seconds = descriptor.descriptor >= 0 ? left : min(left, 0.05)
            _ = Readiness.wait([descriptor.descriptor, cancel?.descriptor ?? -1], seconds: seconds)
        }
        return true
    }

    private static func hasEnded(_ process: Int32) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_signo == SIGCHLD
    }

    /// - Parameter keepsGroup: What a successful command left behind lives on.
    private static func reap(_ process: Int32, keepsGroup: Bool) -> ProcessEnd {
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let isSuccess = information.si_code == Int32(CLD_EXITED) && information._sifields._sigchld.si_status == 0
        if !(keepsGroup && isSuccess) { kill(-process, SIGKILL) }
        return ProcessEnd.reap(process) ?? .exited(-1)
    }
}
