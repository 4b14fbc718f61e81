import Foundation
import Glibc
import Platform

/// A named pipe that a script rings with `echo > PATH`.
final class Doorbell: Sendable {
    let path: String
    private let descriptor: Int32

    init(_ path: String) {
        self.path = path
        mkfifo(path, 0o600)
        // Open for both, so that nobody waits for the other end.
        descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
    }

    /// Waits for the bell; false after five minutes, which only a machine with far more to do than these tests needs.
    func rings() async -> Bool {
        let descriptor = descriptor
        let rang = try? await BlockingQueue("tests.doorbell").run {
            guard Readiness.wait([descriptor], seconds: 300)[0] else { return false }
            var bytes = [UInt8](repeating: 0, count: 64)
            return read(descriptor, &bytes, 64) > 0
        }
        return rang ?? false
    }

    deinit {
        close(descriptor)
    }
}
