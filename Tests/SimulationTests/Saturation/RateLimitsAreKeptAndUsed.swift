import Scheduling
import Testing

@testable import Orchestrator

/// A limit per minute is never passed, always used, and costs a timer at a time.
@Suite struct RateLimitsAreKeptAndUsed {
    @Test func twoServersOfSixHundredRequestsAMinute() {
        var settings = BenchSettings(seed: 3, servers: [BenchServer(slots: 40), BenchServer(slots: 40)], requests: 4000)
        settings.pool.concurrency = .fixed(64)
        settings.pool.requestsPerMinute = 600
        let result = Bench.run(settings)
        #expect(result.end == .complete && result.recorded == 4000)
        for times in result.arrivals {
            // Ten seconds' worth may go at once, after a pause.
            for (place, time) in times.enumerated() where place + 700 < times.count {
                #expect(times[place + 700] >= time + 59.9)
            }
        }
        // 4000 less the first 200, at 20 a second.
        #expect(result.makespan < 1.02 * (3800.0 / 20) + result.longest)
        #expect(result.sleeps <= 4100, "one timer for whatever opens first")
    }
}
