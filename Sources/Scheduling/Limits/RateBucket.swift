/// A token bucket: so many units a minute, a sixth of them at once. Times come in as arguments, in seconds.
package struct RateBucket: Sendable, Hashable {
    let perSecond: Double
    let burst: Double
    private var level: Double
    private var filledAt = -Double.infinity

    package init(perMinute: Double) {
        perSecond = max(perMinute, 1e-6) / 60
        burst = max(1, perMinute / 6)
        level = burst
    }

    /// Takes units out; what is there may be overdrawn.
    package mutating func take(_ amount: Double, at now: Double) {
        fill(at: now)
        level = min(level - amount, burst)
    }

    /// When `amount` will be there; the whole bucket is enough for any amount.
    package func opens(for amount: Double, at now: Double) -> Double {
        let missing = min(amount, burst) - filled(at: now)
        return missing <= 1e-9 ? now : now + missing / perSecond
    }

    private mutating func fill(at now: Double) {
        level = filled(at: now)
        filledAt = max(now, filledAt)
    }

    private func filled(at now: Double) -> Double {
        guard filledAt.isFinite else { return level }
        return min(burst, level + max(0, now - filledAt) * perSecond)
    }
}
