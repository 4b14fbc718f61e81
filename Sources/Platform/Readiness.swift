import Glibc

/// Waiting for several descriptors at once.
package enum Readiness {
    /// Blocks until a descriptor can be read or is closed at its other end, or the time is over; says of each whether it is so.
    ///
    /// - Parameters:
    ///   - descriptors: Negative ones are never ready.
    ///   - seconds: At most; nil: without end.
    package static func wait(_ descriptors: [Int32], seconds: Double?) -> [Bool] {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var milliseconds: Int32 = -1
        if let seconds { milliseconds = Int32(min(max(seconds * 1000, 0).rounded(.up), 86_400_000)) }
        let count = poll(&entries, nfds_t(entries.count), milliseconds)
        // A signal's handler ran: as if the time were over, callers look again.
        guard count > 0 else { return descriptors.map { _ in false } }
        return entries.map { $0.revents != 0 }
    }
}
