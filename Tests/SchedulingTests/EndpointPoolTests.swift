import Scheduling
import Testing

/// Who gets the next request.
@Suite struct EndpointPoolTests {
    @Test func theLeastOutstandingEndpointIsNextAndTheFirstOfEquals() {
        var pool = EndpointPool(names: ["a", "b", "c"], limit: 2)
        #expect(pool.acquired(4) == [0, 1, 2, 0])
        pool.answer(2)
        #expect(pool.acquire(at: 0) == 2)
        pool.answer(0)
        pool.answer(0)
        #expect(pool.acquired(2) == [0, 0])
    }

    @Test func noEndpointGetsMoreThanItsLimit() {
        var pool = EndpointPool(names: ["a", "b"], limit: 3)
        #expect(pool.acquired(6) == [0, 1, 0, 1, 0, 1])
        #expect(pool.acquire(at: 0) == nil)
        #expect(pool.endpoints.map(\.outstanding) == [3, 3])
        pool.answer(1)
        #expect(pool.acquire(at: 0) == 1)
        #expect(pool.acquire(at: 0) == nil)
    }

    @Test func aStageWithoutEndpointsHasNobodyAndNobodyDown() {
        var pool = EndpointPool(names: [], limit: 4)
        #expect(pool.acquire(at: 0) == nil)
        #expect(pool.allDownSince == nil)
        #expect(pool.nextOpening(at: 0) == nil)
    }

    @Test func aRetryGoesToAnotherEndpointAndWaitsForOne() {
        var pool = EndpointPool(names: ["a", "b"], limit: 1)
        #expect(pool.acquire(at: 0, avoiding: 0) == 1)
        #expect(pool.acquire(at: 0, avoiding: 1) == 0)
        pool.answer(0)
        #expect(pool.acquire(at: 0, avoiding: 0) == nil, "b is busy and will be free again")
        var alone = EndpointPool(names: ["a"], limit: 1)
        #expect(alone.acquire(at: 0, avoiding: 0) == 0)
    }

    @Test func aSlowEndpointGetsFewer() {
        var pool = EndpointPool(names: ["fast", "slow"], limit: 100)
        for call in 0..<40 {
            let now = Double(call) * 10
            #expect(pool.acquire(at: now, avoiding: 1) == 0)
            #expect(pool.acquire(at: now, avoiding: 0) == 1)
            pool.answer(0, sentAt: now, at: now + 1)
            pool.answer(1, sentAt: now, at: now + 4)
        }
        for _ in 0..<50 { _ = pool.acquire(at: 400) }
        let outstanding = pool.endpoints.map(\.outstanding)
        #expect(outstanding == [40, 10])
    }

    // MARK: - Affinity

    @Test func onePromptsRequestsGoToOneEndpointAndPromptsSpreadEvenly() {
        var counts = [0, 0, 0]
        for key in UInt64(0)..<600 {
            var pool = EndpointPool(names: ["a", "b", "c"], settings: PoolSettings(concurrency: .fixed(8), affinity: true))
            let first = pool.acquire(at: 0, key: key)
            #expect(pool.acquire(at: 0, key: key) == first)
            if let first { counts[first] += 1 }
        }
        #expect(counts.allSatisfy { $0 > 150 && $0 < 250 })
    }

    @Test func aClearlyBusierEndpointGivesItsPromptsAway() throws {
        var pool = EndpointPool(names: ["a", "b"], settings: PoolSettings(concurrency: .fixed(8), affinity: true))
        let key = try #require((UInt64(0)..<100).first { pool.home($0) == 1 })
        #expect(pool.acquired(8, key: key) == [1, 1, 1, 0, 1, 0, 1, 0], "never more than a quarter of its limit ahead")
    }

    @Test func anEndpointThatLeavesMovesOnlyItsOwnPrompts() {
        for key in UInt64(0)..<200 {
            var three = EndpointPool(names: ["a", "b", "c"], settings: PoolSettings(concurrency: .fixed(8), affinity: true))
            var two = three
            two.remove(2)
            let before = three.acquire(at: 0, key: key)
            let after = two.acquire(at: 0, key: key)
            if before != 2 { #expect(before == after) } else { #expect(after != 2) }
        }
    }

    // MARK: - Coming and going

    @Test func anEndpointThatJoinsIsTheNextNumberAndOneThatLeavesGetsNothing() {
        var pool = EndpointPool(names: ["a"], limit: 1)
        #expect(pool.acquire(at: 0) == 0)
        pool.add("b")
        #expect(pool.acquire(at: 0) == 1)
        pool.remove(0)
        pool.answer(0)
        #expect(pool.acquire(at: 0) == nil)
        pool.answer(1)
        #expect(pool.acquire(at: 0) == 1)
        #expect(pool.endpoints[0].status(at: 0).state == .removed)
        #expect(pool.totalLimit == 1)
    }

    // MARK: - Limits

    @Test func whoWaitsForARateLimitIsPassedOverUntilThen() {
        var pool = EndpointPool(names: ["a"], settings: PoolSettings(concurrency: .fixed(100), requestsPerMinute: 60))
        #expect(pool.acquired(20).count { $0 != nil } == 10, "ten seconds' worth at once")
        #expect(pool.endpoints[0].status(at: 0).state == .limited)
        #expect(pool.nextOpening(at: 0) == 1)
        #expect(pool.acquire(at: 0.9) == nil)
        #expect(pool.acquire(at: 1.01) == 0)
    }

    @Test func aPauseTheServerAskedForHoldsTheWholeEndpoint() {
        var pool = EndpointPool(names: ["a", "b"], limit: 4)
        #expect(pool.acquire(at: 0) == 0)
        #expect(pool.fail(0, .overloaded, retryAfter: 7, sentAt: 0, at: 1) == nil)
        #expect(pool.acquired(6, at: 2) == [1, 1, 1, 1, nil, nil])
        #expect(pool.nextOpening(at: 2) == 8)
        #expect(pool.acquire(at: 8) == 0)
    }

    @Test func whatWasLearnedIsRememberedByName() {
        var pool = EndpointPool(names: ["a", "b"], settings: PoolSettings(concurrency: .adaptive(start: 4, most: 64)))
        #expect(pool.acquire(at: 0) == 0)
        pool.answer(0, sentAt: 0, at: 2)
        let memory = pool.memory
        #expect(memory.endpoints == ["a": EndpointMemory(limit: 4, latency: 2, calls: 1)])
        #expect(memory.latencies.count == 1)
        var known = memory
        known.endpoints["a"]?.limit = 9
        let next = EndpointPool(names: ["b", "a"], settings: PoolSettings(concurrency: .adaptive(start: 4, most: 64)), memory: known)
        #expect(next.endpoints.map(\.limit) == [4, 9])
    }
}

extension EndpointPool {
    /// The endpoints of so many requests, one after the other.
    mutating func acquired(_ count: Int, at now: Double = 0, key: UInt64? = nil) -> [Int?] {
        var taken: [Int?] = []
        for _ in 0..<count { taken.append(acquire(at: now, key: key)) }
        return taken
    }

    mutating func answer(_ index: Int, sentAt: Double = 0, at now: Double = 0) {
        _ = answered(index, sentAt: sentAt, CallReport(), isWhole: true, at: now)
    }

    mutating func fail(_ index: Int, _ failure: FailureClass, retryAfter: Double? = nil, sentAt: Double, at now: Double) -> EndpointChange?
    {
        failed(index, failure, isFirst: true, retryAfter: retryAfter, sentAt: sentAt, CallReport(), at: now)
    }

    /// Where an idle pool sends this key.
    func home(_ key: UInt64) -> Int? {
        var idle = self
        return idle.acquire(at: 0, key: key)
    }
}
