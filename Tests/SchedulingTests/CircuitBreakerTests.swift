import Scheduling
import Testing

/// Who is left out, for how long, and how it comes back.
@Suite struct CircuitBreakerTests {
    private let settings = BreakerSettings(consecutive: 3, share: 0.5, windowed: 10, firstDelay: 1, longestDelay: 30)

    @Test func failuresInARowLeaveItOut() {
        var breaker = CircuitBreaker(settings)
        #expect(breaker.failed(sentAt: 1) == false)
        #expect(breaker.failed(sentAt: 2) == false)
        #expect(breaker.failed(sentAt: 3) == true)
        #expect(breaker.open(isUnreachable: false, at: 3) == 1)
        #expect(breaker.allowance == 0)
        #expect(breaker.openSince == 3)
        #expect(breaker.open(isUnreachable: false, at: 4) == nil, "once is enough")
    }

    @Test func anAnswerBetweenBeginsTheRowAnewButTheShareStillCounts() {
        var breaker = CircuitBreaker(settings)
        var verdicts: [Bool] = []
        for call in 0..<12 {
            if call % 2 == 0 { verdicts.append(breaker.failed(sentAt: 0)) } else { _ = breaker.succeeded(sentAt: 0, limit: 8, at: 0) }
        }
        #expect(verdicts == [false, false, false, false, false, true])
    }

    @Test func aFewFailuresAmongManyAnswersAreNothing() {
        var breaker = CircuitBreaker(settings)
        for call in 0..<300 {
            if call % 3 == 0 { #expect(breaker.failed(sentAt: 0) == false) } else { _ = breaker.succeeded(sentAt: 0, limit: 8, at: 0) }
        }
        #expect(breaker.state == .closed)
    }

    @Test func aProbeIsFollowedByOneTrialAndThenByAShareOfTheLimit() {
        var breaker = CircuitBreaker(settings)
        _ = breaker.open(isUnreachable: false, at: 0)
        breaker.probed(at: 5)
        #expect(breaker.state == .trial)
        #expect(breaker.allowance == 1)
        #expect(breaker.openSince == nil)
        #expect(breaker.succeeded(sentAt: 4, limit: 8, at: 6) == false, "sent before the probe")
        #expect(breaker.succeeded(sentAt: 5, limit: 8, at: 6) == true)
        #expect(breaker.allowance == 4)
        for _ in 0..<3 { _ = breaker.succeeded(sentAt: 7, limit: 8, at: 8) }
        #expect(breaker.allowance == 7)
        _ = breaker.succeeded(sentAt: 7, limit: 8, at: 8)
        #expect(breaker.allowance == Int.max)
    }

    @Test func aFailedTrialDoublesTheDelayToItsLongest() {
        var breaker = CircuitBreaker(settings)
        var delays: [Double?] = []
        for time in 0..<7 {
            delays.append(breaker.open(isUnreachable: false, at: Double(time)))
            breaker.probed(at: Double(time))
            #expect(breaker.failed(sentAt: Double(time)) == true)
        }
        #expect(delays == [1, 2, 4, 8, 16, 30, 30])
    }

    @Test func aGoodSpellForgivesEarlierTrials() {
        var breaker = CircuitBreaker(settings)
        for _ in 0..<4 {
            _ = breaker.open(isUnreachable: false, at: 0)
            breaker.probed(at: 0)
        }
        for _ in 0..<64 { _ = breaker.succeeded(sentAt: 0, limit: 8, at: 0) }
        #expect(breaker.open(isUnreachable: false, at: 1) == 1)
    }

    @Test func nobodyThereIsProbedSoonAndThenEveryFiveSeconds() {
        var breaker = CircuitBreaker(settings)
        for _ in 0..<2 {
            #expect(breaker.open(isUnreachable: true, at: 0) == 0.25)
            for delay in [0.5, 1, 2, 4, 5, 5, 5, 5] { #expect(breaker.probeFailed() == delay) }
            breaker.probed(at: 0)
        }
    }

    @Test func whatIsMisconfiguredIsLookedAtSeldom() {
        var breaker = CircuitBreaker(settings)
        _ = breaker.open(isUnreachable: false, isMisconfigured: true, at: 0)
        #expect(breaker.isMisconfigured)
        #expect(breaker.probeFailed(isMisconfigured: true) == 30)
        breaker.probed(at: 5)
        #expect(breaker.isMisconfigured, "until it has answered a request")
        #expect(breaker.openSince == 0, "a probe is not enough")
        _ = breaker.open(isUnreachable: false, isMisconfigured: true, at: 6)
        #expect(breaker.openSince == 0)
        breaker.probed(at: 7)
        _ = breaker.succeeded(sentAt: 7, limit: 1, at: 8)
        #expect(!breaker.isMisconfigured)
        #expect(breaker.openSince == nil)
    }
}
