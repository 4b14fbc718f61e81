import Scheduling
import Testing

/// Our own limits per minute, and the server's.
@Suite struct RateLimitsTests {
    @Test func aBucketHoldsTenSecondsAndFillsEvenly() {
        var bucket = RateBucket(perMinute: 120)
        bucket.take(20, at: 100)
        #expect(bucket.opens(for: 1, at: 100) == 100.5)
        #expect(bucket.opens(for: 4, at: 100) == 102)
        #expect(bucket.opens(for: 4, at: 102) == 102)
        #expect(bucket.opens(for: 1000, at: 100) == 110, "a full bucket is enough for anything")
    }

    @Test func overAnHourNoMoreIsTakenThanTheLimitAllows() {
        var bucket = RateBucket(perMinute: 90)
        var now = 0.0
        var taken = 0
        while now < 3600 {
            now = max(now, bucket.opens(for: 1, at: now))
            bucket.take(1, at: now)
            taken += 1
        }
        #expect(abs(taken - (90 * 60 + 15)) <= 1)
    }

    @Test func tokensAreReservedByWhatRequestsTookSoFar() {
        var gate = RateGate(tokensPerMinute: 6000)
        for call in 0..<3 {
            #expect(gate.opens(at: Double(call)) == Double(call))
            gate.sent(at: Double(call))
            gate.finished(CallReport(promptTokens: 100, completionTokens: 300), at: Double(call))
        }
        // 1000 at first, 200 filled in two seconds, 1200 taken: nothing is left, and 400 take four seconds.
        #expect(gate.opens(at: 2) == 6)
        gate.sent(at: 6)
        gate.finished(CallReport(), at: 6)
        #expect(gate.opens(at: 6) == 6, "what was never answered took nothing")
    }

    @Test func headersWithNothingLeftCloseTheGateUntilTheirReset() {
        var gate = RateGate()
        gate.finished(CallReport(rateLimit: RateLimitReading(remainingRequests: 3, resetRequests: 50)), at: 10)
        #expect(gate.opens(at: 10) == 10)
        gate.finished(CallReport(rateLimit: RateLimitReading(remainingRequests: 0, resetRequests: 0.5)), at: 10)
        #expect(gate.opens(at: 10) == 10.5)
        gate.finished(CallReport(rateLimit: RateLimitReading(remainingTokens: 0, resetTokens: 360)), at: 10)
        #expect(gate.opens(at: 10) == 130, "no pause is longer than two minutes")
    }

    @Test func aPauseIsNeverShortenedByAShorterOne() {
        var gate = RateGate()
        gate.pause(for: 20, at: 0)
        gate.pause(for: 1, at: 5)
        gate.pause(for: -3, at: 5)
        #expect(gate.opens(at: 6) == 20)
    }
}
