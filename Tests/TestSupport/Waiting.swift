import Glibc
import Platform

/// Waiting for what another process does.
package enum Waiting {
    /// Looks every millisecond, on a thread of its own, until `condition` holds; false where it does not within `limit` seconds.
    package static func until(limit: Int = 120, _ condition: @escaping @Sendable () -> Bool) async -> Bool {
        let thread = BlockingQueue("selfplay.tests.waiting")
        let end = ContinuousClock.now + .seconds(limit)
        let met = try? await thread.run {
            while !condition() {
                if ContinuousClock.now > end { return false }
                poll(nil, 0, 1)
            }
            return true
        }
        return met ?? false
    }
}
