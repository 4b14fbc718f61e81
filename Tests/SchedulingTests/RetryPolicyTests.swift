import Scheduling
import Testing

/// What is tried again, how often, and after how long.
@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(attempts: 4, firstDelay: 0.5, longestDelay: 30, seed: 7)

    @Test(arguments: [FailureClass.connectionLost, .overloaded, .timedOut, .serverError, .malformedReply, .aborted])
    func whatMayPassIsTriedAgainUntilTheAttemptsAreUsedUp(_ failure: FailureClass) {
        for attempt in 1...3 { #expect(isRetry(policy.decide(failure, attempt: attempt, item: 1))) }
        #expect(policy.decide(failure, attempt: 4, item: 1) == .giveUp)
        #expect(policy.decide(failure, attempt: 5, item: 1) == .giveUp)
    }

    @Test(arguments: [
        (FailureClass.unreachable, RetryDecision.waitForEndpoint),
        (.cancelled, .requeue),
        (.misconfigured, .stop),
        (.rejected, .giveUp),
        (.tooLong, .giveUp),
    ])
    func whatNoAttemptChangesIsDecidedAtOnceAndAlways(_ failure: FailureClass, _ decision: RetryDecision) {
        for attempt in [1, 4, 1000] { #expect(policy.decide(failure, attempt: attempt, item: 1) == decision) }
    }

    @Test func everyClassHasADecision() {
        let known: [FailureClass] = [
            .unreachable, .connectionLost, .overloaded, .timedOut, .serverError, .malformedReply, .aborted, .notFinite, .tooLong,
            .rejected, .misconfigured, .cancelled,
        ]
        #expect(Set(known) == Set(FailureClass.allCases), "a new class needs a line in these tests")
    }

    @Test func notANumberGetsOneMoreTryAndNeverMoreThanTheAttempts() {
        #expect(isRetry(policy.decide(.notFinite, attempt: 1, item: 1)))
        #expect(policy.decide(.notFinite, attempt: 2, item: 1) == .giveUp)
        #expect(RetryPolicy(attempts: 1).decide(.notFinite, attempt: 1, item: 1) == .giveUp)
    }

    @Test func oneAttemptMeansNoRetry() {
        #expect(RetryPolicy(attempts: 1).decide(.timedOut, attempt: 1, item: 1) == .giveUp)
    }

    @Test func theDelayDoublesWithUpToAQuarterTakenOffAndNeverExceedsItsLongest() {
        let patient = RetryPolicy(attempts: 1000, firstDelay: 0.5, longestDelay: 30, seed: 7)
        for item in UInt64(0)..<200 {
            for (attempt, whole) in [(1, 0.5), (2, 1), (3, 2), (6, 16), (7, 30), (8, 30), (40, 30), (900, 30)] {
                let delay = delay(patient.decide(.timedOut, attempt: attempt, item: item))
                #expect(delay > 0.75 * whole && delay <= whole, "attempt \(attempt) of item \(item): \(delay) s")
            }
        }
    }

    @Test func theJitterSpreadsOverItsWholeRangeAndNeedsNoClock() {
        let delays = (UInt64(0)..<1000).map { delay(policy.decide(.overloaded, attempt: 1, item: $0)) }
        #expect((delays.min() ?? 0) < 0.380)
        #expect((delays.max() ?? 0) > 0.495)
        #expect(abs(delays.reduce(0, +) / 1000 - 0.4375) < 0.01)
        #expect(Set(delays).count > 990)
        #expect(delays == (UInt64(0)..<1000).map { delay(policy.decide(.overloaded, attempt: 1, item: $0)) })
        let other = RetryPolicy(attempts: 4, seed: 8)
        #expect(delay(other.decide(.overloaded, attempt: 1, item: 1)) != delays[1])
    }

    @Test func whatTheServerAskedForCountsWhenItIsLongerButNotForEver() {
        #expect(delay(policy.decide(.overloaded, attempt: 1, item: 1, retryAfter: 7)) == 7)
        #expect(delay(policy.decide(.overloaded, attempt: 1, item: 1, retryAfter: 1e9)) == 120)
        let ours = delay(policy.decide(.overloaded, attempt: 1, item: 1))
        for useless in [0.01, 0, -5, -Double.infinity, Double.nan] {
            #expect(delay(policy.decide(.overloaded, attempt: 1, item: 1, retryAfter: useless)) == ours)
        }
    }

    private func isRetry(_ decision: RetryDecision) -> Bool {
        if case .retry(let delay) = decision { delay > 0 } else { false }
    }

    private func delay(_ decision: RetryDecision) -> Double {
        if case .retry(let delay) = decision { delay } else { .nan }
    }
}
