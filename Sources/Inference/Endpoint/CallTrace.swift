import Platform
package import Scheduling

/// Collects what the exchanges of one call cost, whatever backend makes them: bound to the task that makes the call.
package final class CallTrace: Sendable {
    /// The trace of the call this task makes, if anybody listens.
    @TaskLocal package static var current: CallTrace?

    private let state = Lock(CallReport())

    package init() {}

    package var report: CallReport { state.withLock { $0 } }

    /// Notes one exchange.
    func addExchange(_ rateLimit: RateLimitReading?) {
        state.withLock { report in
            report.requests += 1
            if let rateLimit { report.rateLimit = rateLimit }
        }
    }

    /// Notes the tokens a reply says it took.
    func addUsage(promptTokens: Int, completionTokens: Int) {
        state.withLock { report in
            report.promptTokens += promptTokens
            report.completionTokens += completionTokens
        }
    }
}
