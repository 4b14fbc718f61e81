import Scheduling
import Testing

/// What calls say about the endpoint that got them.
@Suite struct SickEndpointsAreLeftOutTests {
    @Test func nobodyThereIsLeftOutAtOnceAndItsSlotsComeBack() {
        var pool = EndpointPool(names: ["a", "b"], limit: 2)
        #expect(pool.acquired(3) == [0, 1, 0])
        #expect(pool.fail(0, .unreachable, sentAt: 0, at: 1) == .out(probeAfter: 0.25))
        #expect(pool.fail(0, .unreachable, sentAt: 0, at: 1) == nil)
        #expect(pool.acquired(2, at: 2) == [1, nil])
        pool.probed(0, at: 3)
        #expect(pool.acquired(2, at: 3) == [0, nil], "one trial")
        #expect(pool.answered(0, sentAt: 3, CallReport(), isWhole: true, at: 4) == .back)
    }

    @Test(arguments: [FailureClass.connectionLost, .timedOut, .serverError, .malformedReply, .aborted, .overloaded])
    func sixFailuresInARowAreTheEndpoints(_ failure: FailureClass) {
        var pool = EndpointPool(names: ["a"], limit: 9)
        var changes: [EndpointChange?] = []
        for _ in 0..<6 {
            #expect(pool.acquire(at: 0) == 0)
            changes.append(pool.fail(0, failure, sentAt: 0, at: 1))
        }
        #expect(changes == [nil, nil, nil, nil, nil, .out(probeAfter: 1)])
    }

    @Test(arguments: [FailureClass.rejected, .tooLong, .notFinite, .cancelled])
    func whatSpeaksOfTheItemAloneNeverLeavesOut(_ failure: FailureClass) {
        var pool = EndpointPool(names: ["a"], limit: 1)
        for _ in 0..<100 {
            #expect(pool.acquire(at: 0) == 0)
            #expect(pool.fail(0, failure, sentAt: 0, at: 1) == nil)
        }
        #expect(pool.endpoints[0].breaker.state == .closed)
    }

    @Test func theRepeatedFailuresOfOneItemAreNotTheEndpoints() {
        var pool = EndpointPool(names: ["a"], limit: 1)
        for _ in 0..<100 {
            #expect(pool.acquire(at: 0) == 0)
            let change = pool.failed(0, .serverError, isFirst: false, retryAfter: nil, sentAt: 0, CallReport(), at: 1)
            #expect(change == nil)
        }
    }

    @Test func allAreDownSinceTheLastOneWentDown() {
        var pool = EndpointPool(names: ["a", "b", "gone"], limit: 1)
        pool.remove(2)
        #expect(pool.allDownSince == nil)
        for (endpoint, time) in [(0, 3.0), (1, 8.0)] {
            #expect(pool.allDownSince == nil)
            #expect(pool.acquire(at: 0) == endpoint)
            _ = pool.fail(endpoint, .unreachable, sentAt: 0, at: time)
        }
        #expect(pool.allDownSince == 8)
        pool.probed(0, at: 9)
        #expect(pool.allDownSince == nil)
    }

    @Test func aSilentEndpointIsSuspectedWhileOthersAnswerAndForgivenWhenItDoes() {
        var pool = EndpointPool(names: ["a", "b"], limit: 1)
        #expect(pool.acquire(at: 0) == 0)
        for call in 0..<30 {
            let now = Double(call)
            #expect(pool.acquire(at: now) == 1)
            pool.answer(1, sentAt: now, at: now + 1)
            #expect(pool.suspect(at: now + 1) == (call == 19 ? [0] : []), "a twentieth latency, and silence for four times their quantile")
        }
        #expect(pool.endpoints[0].status(at: 30).state == .suspected)
        pool.answer(0, sentAt: 0, at: 31)
        #expect(pool.acquire(at: 31) == 0)
    }

    @Test func oneThatHungAndLostItsCallsIsProbed() {
        var pool = EndpointPool(names: ["a", "b"], limit: 1)
        #expect(pool.acquire(at: 0) == 0)
        for call in 0..<30 {
            #expect(pool.acquire(at: Double(call)) == 1)
            pool.answer(1, sentAt: Double(call), at: Double(call) + 1)
        }
        #expect(pool.suspect(at: 30) == [0])
        #expect(pool.dropped(0, CallReport(), at: 31) == .out(probeAfter: 1))
    }

    @Test func silenceAloneIsNoReasonWhenNobodyAnswers() {
        var pool = EndpointPool(names: ["a", "b"], limit: 1)
        for call in 0..<30 {
            let endpoint = pool.acquire(at: Double(call)) ?? -1
            pool.answer(endpoint, sentAt: Double(call), at: Double(call) + 1)
        }
        #expect(pool.acquire(at: 100) == 0)
        #expect(pool.acquire(at: 100) == 1)
        #expect(pool.suspect(at: 500).isEmpty)
    }
}
