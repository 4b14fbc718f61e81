import Inference
import Platform

extension Patience {
    /// By a clock that only waiting moves: time passes at once.
    static func manual(limit: Duration, interval: Duration = .milliseconds(500)) -> Patience {
        let passed = Lock(Duration.zero)
        return Patience(
            limit: limit,
            interval: interval,
            now: { passed.withLock { $0 } },
            pause: { duration in passed.withLock { $0 += duration } }
        )
    }
}
