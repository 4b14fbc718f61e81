import Glibc
import Platform

/// Starts a supervisor for a new attempt.
struct TrainerLaunch: Sendable {
    let spec: TrainerSpec
    let program: String

    /// The attempt's folder and its supervisor's process id; nil where an earlier attempt is at work after all.
    func start(_ attempt: Int, in models: ModelsFolder) throws -> (AttemptFolder, Int32)? {
        for earlier in models.attempts where try !giveUp(earlier) { return nil }
        models.removeModels(before: attempt - 1)
        let arguments = try spec.command.expanded([.output: models.attempt(attempt).model])
        let folder = try models.makeAttempt(attempt)
        // Of a folder of the same name that somebody removed.
        folder.endOrphans()
        return (folder, try startSupervisor(folder, arguments))
    }

    /// Makes sure that nothing of an earlier attempt runs or ever will: a supervisor that comes late finds the file `exit` and goes.
    private func giveUp(_ attempt: AttemptFolder) throws -> Bool {
        attempt.endOrphans()
        guard attempt.readExit() == nil else { return true }
        do {
            let lock = try RunLock(path: attempt.lock)
            defer { withExtendedLifetime(lock) {} }
            if attempt.readExit() == nil { try attempt.write(TrainerExit(attempt: attempt.number, reason: .lost)) }
            return true
        } catch RunLock.Refusal.held {
            return false
        } catch RunLock.Refusal.unavailable(let reason) {
            throw RunError(.resumable, "\(attempt.lock) cannot be locked: \(reason)")
        }
    }

    private func startSupervisor(_ folder: AttemptFolder, _ arguments: [String]) throws -> Int32 {
        let null = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(null) }
        // What the supervisor itself has to say stands in the log too.
        let log = open(folder.log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard log >= 0 else { throw RunError(.resumable, "\(folder.log) cannot be written: \(String(cString: strerror(errno)))") }
        defer { close(log) }
        var command = [program, "supervise", "--attempt", folder.path, "--timeout", "\(spec.timeout)", "--log-limit", "\(spec.logLimit)"]
        command += ["--grace", "\(spec.grace)"]
        if let directory = spec.directory { command += ["--directory", directory] }
        var environment = spec.environment
        environment[AttemptFolder.variable] = folder.path
        let start = ProcessStart(
            arguments: command + ["--"] + arguments,
            environment: environment,
            input: null,
            output: log,
            errors: log
        )
        do {
            return try start.start()
        } catch {
            throw RunError(.resumable, "the trainer's supervisor cannot be started: \(error)")
        }
    }
}
