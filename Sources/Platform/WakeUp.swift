import CPlatform
import Glibc

/// A word that another thread waits for in `Readiness`: said once, it stays said.
package final class WakeUp: Sendable {
    /// Readable once the word was said.
    package let descriptor: Int32
    private let said = Lock(false)

    package init() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    }

    package var isSaid: Bool { said.withLock { $0 } }

    package func say() {
        said.withLock { $0 = true }
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
