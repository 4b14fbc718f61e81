import Dispatch

/// A thread of its own for blocking calls, so that SQLite and file I/O never sit on Swift's cooperative pool.
package final class BlockingQueue: Sendable {
    private let queue: DispatchQueue

    package init(_ label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Runs `body` on the queue, one at a time in the order asked, and returns what it returns.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
            queue.async {
                continuation.resume(with: Swift.Result { try body() })
            }
        }
    }
}
