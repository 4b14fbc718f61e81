/// How long to pause before the next look, and how long a provider may stay silent. Pure: times come in as arguments.
struct BatchPace: Sendable {
    private let first: Double
    private let longest: Double
    private let patience: Double
    /// The next look's pause; the first look is at once.
    private var next = 0.0
    private var troubles = 0
    private var troubledSince: Double?

    init(_ limits: BatchLimits) {
        first = limits.firstPause
        longest = limits.longestPause
        patience = limits.waitForBackend
    }

    /// The pause before the next look, which is longer every time.
    mutating func pause(at now: Double) -> Double {
        let pause = next
        next = next == 0 ? first : min(next * 1.5, longest)
        return pause
    }

    /// Something changed: looks are frequent again.
    mutating func hurry() {
        next = min(first, longest)
    }

    /// The provider answered.
    mutating func reached() {
        troubles = 0
        troubledSince = nil
    }

    /// The provider did not answer, or not usefully. Returns the pause before the next attempt; nil when it has been so for too long.
    mutating func troubled(at now: Double, retryAfter: Double?) -> Double? {
        let since = troubledSince ?? now
        troubledSince = since
        guard now - since <= patience else { return nil }
        let doubled = first * Double(1 << min(troubles, 10))
        troubles += 1
        return max(min(doubled, longest), min(retryAfter ?? 0, 300))
    }
}
