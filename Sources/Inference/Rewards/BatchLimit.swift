import Platform

/// How many items one request to a server may carry: halved whenever the server finds a request too large, and remembered.
final class BatchLimit: Sendable {
    private let limit: Lock<Int>

    init(_ first: Int) {
        limit = Lock(max(1, first))
    }

    var current: Int { limit.withLock { $0 } }

    /// A request of `count` items was too large; false if it was a single one, which nothing can make smaller.
    func shrink(from count: Int) -> Bool {
        guard count > 1 else { return false }
        limit.withLock { $0 = min($0, count / 2) }
        return true
    }

    /// Sends `items` in order in portions that the server takes. `send` returns nil for a portion that is too large, and throws if a single
    /// item is.
    func inPortions<Item, Value>(_ items: [Item], _ send: ([Item]) async throws -> [Value]?) async throws -> [Value] {
        var values: [Value] = []
        while values.count < items.count {
            let portion = Array(items[values.count...].prefix(current))
            if let part = try await send(portion) {
                values += part
            } else if !shrink(from: portion.count) {
                throw BatchLimitFault()
            }
        }
        return values
    }
}
