import Foundation

/// Lets a number of threads go on only once all of them have come.
///
/// `@unchecked Sendable`: the count is only touched under the condition's lock.
final class Barrier: @unchecked Sendable {
    private let condition = NSCondition()
    private var missing: Int

    init(_ count: Int) {
        missing = count
    }

    func arriveAndWait() {
        condition.lock()
        defer { condition.unlock() }
        missing -= 1
        condition.broadcast()
        while missing > 0 && condition.wait(until: Date(timeIntervalSinceNow: 30)) {}
    }
}
