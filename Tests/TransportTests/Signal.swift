import Foundation
import Platform

/// Something a server's thread tells a test, which awaits it without blocking.
struct Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func send() {
        continuation.yield()
    }

    func wait() async {
        for await _ in stream { return }
    }
}

/// Lets a number of threads go on only once all of them have come.
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
        while missing > 0 && condition.wait(until: Date(timeIntervalSinceNow: 5)) {}
    }
}
