import Glibc
import Platform

/// A second process beside the supervisor that does one thing: when the supervisor is killed, it ends everything the attempt has left.
///
/// The trainer itself dies with the supervisor by the kernel's hand; what the trainer had started would live on, with its hands on the
/// GPUs, until somebody starts selfplay again. The guard holds the attempt's lock until nothing is left.
package enum TrainerGuard {
    /// Starts the guard; nil where it cannot be started, which leaves the sweep to the next start of selfplay.
    static func start(for attempt: AttemptFolder, lock: Int32, null: Int32) -> Int32? {
        try? ProcessStart(
            arguments: ["/proc/self/exe", "supervise", "--attempt", attempt.path, "--guard", "\(getpid())"],
            environment: [AttemptFolder.variable: attempt.path],
            input: null,
            output: null,
            errors: null,
            kept: lock
        ).start()
    }

    /// The guard's whole life, blocking: waits for the supervisor's death, then ends what is left.
    package static func run(_ attempt: AttemptFolder, supervisor: Int32) {
        for number in [SIGHUP, SIGINT, SIGTERM] { signal(number, SIG_IGN) }
        let descriptor = ProcessDescriptor(supervisor)
        // A killed parent's children get another one.
        while getppid() == supervisor {
            _ = Readiness.wait([descriptor.descriptor], seconds: descriptor.descriptor >= 0 ? nil : 0.5)
        }
        while !attempt.endOrphans().isEmpty { _ = Readiness.wait([], seconds: 0.02) }
    }

    /// Sends a guard home whose supervisor has done its work.
    static func dismiss(_ guardian: Int32) {
        kill(guardian, SIGKILL)
        _ = ProcessEnd.reap(guardian)
    }
}
