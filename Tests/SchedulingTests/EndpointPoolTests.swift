import Scheduling
import Testing

/// Who gets the next request, and who is down.
@Suite struct EndpointPoolTests {
    @Test func theLeastOutstandingEndpointIsNextAndTheFirstOfEquals() {
        var pool = EndpointPool(names: ["a", "b", "c"], limit: 2)
        #expect([pool.acquire(), pool.acquire(), pool.acquire(), pool.acquire()] == [0, 1, 2, 0])
        pool.release(2)
        #expect(pool.acquire() == 2)
        pool.release(0)
        pool.release(0)
        #expect([pool.acquire(), pool.acquire()] == [0, 0])
    }

    @Test func noEndpointGetsMoreThanItsLimit() {
        var pool = EndpointPool(names: ["a", "b"], limit: 3)
        for _ in 0..<6 { #expect(pool.acquire() != nil) }
        #expect(pool.acquire() == nil)
        #expect(pool.endpoints.map(\.outstanding) == [3, 3])
        pool.release(1)
        #expect(pool.acquire() == 1)
        #expect(pool.acquire() == nil)
    }

    @Test func nothingIsSentToAnEndpointThatIsDown() {
        var pool = EndpointPool(names: ["a", "b"], limit: 2)
        #expect(pool.markDown(0, at: 10) != nil)
        #expect([pool.acquire(), pool.acquire(), pool.acquire()] == [1, 1, nil])
        pool.markUp(0)
        #expect(pool.acquire() == 0)
    }

    @Test func slotsOfAnEndpointThatWentDownComeBackToo() {
        var pool = EndpointPool(names: ["a"], limit: 1)
        #expect(pool.acquire() == 0)
        _ = pool.markDown(0, at: 0)
        pool.release(0)
        pool.markUp(0)
        #expect(pool.acquire() == 0)
    }

    @Test func oneProbeAtATimeIsAskedForHoweverManyRequestsFail() {
        var pool = EndpointPool(names: ["a"], limit: 8)
        #expect(pool.markDown(0, at: 1) == 0.25)
        #expect(pool.markDown(0, at: 2) == nil)
        #expect(pool.endpoints[0].downSince == 1)
    }

    @Test func probesBackOffToFiveSecondsAndBeginAnewAfterAnAnswer() {
        var pool = EndpointPool(names: ["a"], limit: 1)
        _ = pool.markDown(0, at: 0)
        let delays = (0..<8).map { _ in pool.probeFailed(0) }
        #expect(delays == [0.5, 1, 2, 4, 5, 5, 5, 5])
        pool.markUp(0)
        #expect(pool.endpoints[0].downSince == nil)
        #expect(pool.markDown(0, at: 100) == 0.25)
    }

    @Test func allAreDownSinceTheLastOneWentDown() {
        var pool = EndpointPool(names: ["a", "b"], limit: 1)
        #expect(pool.allDownSince == nil)
        _ = pool.markDown(1, at: 3)
        #expect(pool.allDownSince == nil)
        _ = pool.markDown(0, at: 8)
        #expect(pool.allDownSince == 8)
        pool.markUp(1)
        #expect(pool.allDownSince == nil)
    }

    @Test func aStageWithoutEndpointsHasNobodyAndNobodyDown() {
        var pool = EndpointPool(names: [], limit: 4)
        #expect(pool.acquire() == nil)
        #expect(pool.allDownSince == nil)
    }
}
