import Glibc
import Platform

/// Ends a training that goes on.
struct TrainerEnding {
    let folder: AttemptFolder

    /// Beyond the supervisor's own patience with its trainer: then it is stuck itself.
    private static let patience = 5.0

    /// Asks the supervisor to end its trainer, insists where it does not, and blocks until no process of the attempt is left.
    ///
    /// - Parameter grace: Seconds the supervisor gives its trainer.
    func end(grace: Double) {
        if let supervisor = folder.supervisor {
            let descriptor = ProcessDescriptor(supervisor)
            kill(supervisor, SIGTERM)
            let deadline = RunClock.monotonic + grace + Self.patience
            while RunClock.monotonic < deadline, RunLock.holder(at: folder.lock) != nil, kill(supervisor, 0) == 0 {
                _ = Readiness.wait([descriptor.descriptor], seconds: descriptor.descriptor >= 0 ? deadline - RunClock.monotonic : 0.05)
                if ProcessEnd.reapEnded(supervisor) != nil { break }
            }
        }
        while folder.isAtWork {
            folder.endOrphans()
            _ = Readiness.wait([], seconds: 0.02)
        }
    }
}
