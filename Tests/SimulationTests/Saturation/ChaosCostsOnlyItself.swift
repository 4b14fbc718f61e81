import Scheduling
import Testing

@testable import Orchestrator

/// Resets, 500s, cut replies, hangs and short replies, each in one request of twenty: nothing is lost, nothing is learned twice, and no
/// more is asked again than failed.
@Suite struct ChaosCostsOnlyItself {
    @Test(arguments: 1...3)
    func everyItemEndsOnceAndRetriesStayBelowTheFaults(_ seed: Int) {
        let requests = 5000
        var settings = BenchSettings(
            seed: seed,
            servers: (0..<4).map { _ in BenchServer(slots: 6) },
            requests: requests,
            samples: 3
        )
        settings.faultRate = 0.05
        settings.timeout = 40
        let result = Bench.run(settings)
        print("chaos, seed \(seed): \(result.summary), \(result.faults) faults, \(result.retries) retries, \(result.givenUp) given up")
        #expect(result.end == .complete)
        #expect(result.recorded + result.givenUp == 3 * requests)
        #expect(result.givenUp < 30)
        #expect(result.recordedTwice == 0)
        #expect(result.faults > requests / 5, "a quarter of the calls")
        #expect(result.answeredTwice <= 3 * result.hedges)
        #expect(Double(result.retries) <= 1.3 * Double(result.faults))
        #expect(Double(result.hedges) <= max(2, 0.05 * Double(result.calls)))
        #expect(result.mostCalls <= 4 * 64)
        #expect(result.mostTimers < 500)
        #expect(result.mostQueued <= 1024 + 500)
    }
}
