/// What is tried again, how often, and after how long. Pure: the jitter comes from a hash, not from a clock or a global generator.
///
/// | class | the item | its endpoint |
/// |---|---|---|
/// | `unreachable` | put back, no attempt counted | left out at once, probed after 0.25 s, then less and less often, at most every 5 s |
/// | `connectionLost`, `serverError`, `malformedReply`, `aborted` | tried again, elsewhere where there is another | left out by failures in a row, or their share |
/// | `timedOut` | the same | the same; a quarter of the last calls cuts its limit of requests |
/// | `overloaded` | the same; where there is one endpoint only, not before its `Retry-After` | paused for its `Retry-After`, or its limit cut |
/// | `notFinite` | tried once more, then given up | nothing: it comes from the weights |
/// | `tooLong` | a prompt is left out, a response given up; never counts for `failed_share` | nothing |
/// | `rejected` | given up at once; a list is split first, so that only its bad item is | nothing |
/// | `misconfigured` | put back, no attempt counted | left out and told of; the last one that could work stops the run |
/// | `cancelled` | put back, no attempt counted | nothing |
///
/// "Tried again" is at most `attempts` in all, the first included, after 0.5 s doubled each time to at most 30 s, less up to a quarter by
/// chance. Attempts at an endpoint that is left out while others work do not count, up to three times the attempts. A list that has used
/// up its attempts is split, and each part begins anew. More given up than `failed_share` of a stage stops the run, and so does a stage
/// none of whose endpoints answers a probe for `wait_for_backend`.
package struct RetryPolicy: Sendable, Hashable {
    /// Most attempts of one item, the first included.
    package var attempts: Int
    /// Seconds before the second attempt; doubled for every further one.
    package var firstDelay: Double
    /// Longest delay in seconds.
    package var longestDelay: Double
    package var seed: UInt64

    package init(attempts: Int, firstDelay: Double = 0.5, longestDelay: Double = 30, seed: UInt64 = 0) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.seed = seed
    }

    /// What to do after attempt number `attempt` (from 1) of `item` failed.
    package func decide(_ failure: FailureClass, attempt: Int, item: UInt64, retryAfter: Double? = nil) -> RetryDecision {
        switch failure {
        case .cancelled: return .requeue
        case .unreachable: return .waitForEndpoint
        case .misconfigured: return .stop
        case .rejected, .tooLong: return .giveUp
        case .notFinite:
            // A NaN comes from the weights more often than from chance: one more try, no more.
            return attempt < min(attempts, 2) ? .retry(after: delay(attempt, item, retryAfter)) : .giveUp
        case .connectionLost, .overloaded, .timedOut, .serverError, .malformedReply, .aborted:
            return attempt < attempts ? .retry(after: delay(attempt, item, retryAfter)) : .giveUp
        }
    }

    /// Exponential back-off with up to a quarter of it taken off by chance, or what the server asked for when that is longer.
    private func delay(_ attempt: Int, _ item: UInt64, _ retryAfter: Double?) -> Double {
        let doubled = firstDelay * Double(UInt64(1) << UInt64(min(attempt - 1, 30)))
        let jitter = Double(mix(seed ^ mix(item) ^ UInt64(attempt)) >> 11) / Double(UInt64(1) << 53)
        let ours = min(doubled, longestDelay) * (1 - 0.25 * jitter)
        guard let retryAfter, retryAfter > 0 else { return ours }
        return max(ours, min(retryAfter, 120))
    }

    /// SplitMix64's finaliser.
    private func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
