/// Asks again and again until something holds, but not for ever. Time comes from a clock that tests replace.
package struct Patience: Sendable {
    private let clock: any Clock<Duration>
    private let limit: Duration
    private let interval: Duration

    /// Asks every `interval`, for `limit` at most.
    package init(limit: Duration, interval: Duration = .milliseconds(500), clock: any Clock<Duration> = ContinuousClock()) {
        self.clock = clock
        self.limit = limit
        self.interval = interval
    }

    /// Whole seconds, for sentences.
    var seconds: Int64 { limit.components.seconds }

    /// True as soon as `condition` is, false when the limit is over; asks once at least.
    func wait(until condition: () async throws -> Bool) async throws -> Bool {
        try await wait(on: clock, until: condition)
    }

    private func wait<C: Clock<Duration>>(on clock: C, until condition: () async throws -> Bool) async throws -> Bool {
        let end = clock.now.advanced(by: limit)
        while try await !condition() {
            guard clock.now < end else { return false }
            try await clock.sleep(for: interval)
        }
        return true
    }
}
