/// Asks again and again until something holds, but not for ever.
package struct Patience: Sendable {
    private let limit: Duration
    private let interval: Duration
    private let now: @Sendable () -> Duration
    private let pause: @Sendable (Duration) async throws -> Void

    /// Asks every `interval`, for `limit` at most, by the clock of this machine.
    package init(limit: Duration, interval: Duration = .milliseconds(500)) {
        let clock = ContinuousClock()
        let start = clock.now
        self.init(limit: limit, interval: interval, now: { clock.now - start }, pause: { try await clock.sleep(for: $0) })
    }

    /// With another clock: `now` is the time since any moment, `pause` returns when so much of it has passed.
    package init(
        limit: Duration,
        interval: Duration = .milliseconds(500),
        now: @escaping @Sendable () -> Duration,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.limit = limit
        self.interval = interval
        self.now = now
        self.pause = pause
    }

    /// Whole seconds, for sentences.
    var seconds: Int64 { limit.components.seconds }

    /// True as soon as `condition` is, false when the limit is over; asks once at least.
    func wait(until condition: () async throws -> Bool) async throws -> Bool {
        let end = now() + limit
        while try await !condition() {
            guard now() < end else { return false }
            try await pause(interval)
        }
        return true
    }
}
