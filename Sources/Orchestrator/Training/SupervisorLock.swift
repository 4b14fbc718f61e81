import Glibc
import Platform

/// The lock of an attempt in its supervisor's hands.
final class SupervisorLock: Sendable {
    let descriptor: Int32

    /// Waits for the lock, then writes our process id into it.
    init(_ attempt: AttemptFolder) throws(RunError) {
        descriptor = open(attempt.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(attempt) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let failure = Self.failure(attempt)
                close(descriptor)
                throw failure
            }
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func failure(_ attempt: AttemptFolder) -> RunError {
        RunError(.resumable, "\(attempt.lock) cannot be locked: \(String(cString: strerror(errno)))")
    }

    deinit {
        close(descriptor)
    }
}
