import Foundation
import Scheduling
import Testing

@testable import Orchestrator

/// Slots that are there are used, though nobody says how many there are.
@Suite struct TheFleetIsSaturated {
    /// `SELFPLAY_SATURATION_SEEDS` seeds, 5 unless it is set.
    static var seeds: [Int] {
        Array(1...(ProcessInfo.processInfo.environment["SELFPLAY_SATURATION_SEEDS"].flatMap { Int($0) } ?? 5))
    }

    /// Four servers of six slots each, one of them three times slower; another one dies for a fifth of the trace and comes back.
    ///
    /// Work is counted in seconds of a normal slot. A slot of the slow server does a third of a second's work in a second, so that the fleet
    /// has 3 * 6 + 6 / 3 = 20 live slots, and 14 while a server is dead. The ideal is the moment when live slots, summed over time as they
    /// come and go, have done all work and once more the work that was lost at the death; no schedule is faster. One longest request is
    /// allowed for the end, when there is not enough left for all slots, and 5 % for everything else: finding the number of slots, the
    /// death, the way back.
    @Test(arguments: seeds)
    func aTraceTakesHardlyLongerThanItMust(_ seed: Int) {
        let requests = Bench.requests(seed: seed, slots: 20)
        let span = Double(requests) / 20
        let result = Bench.run(
            BenchSettings(
                seed: seed,
                servers: [BenchServer(slots: 6), BenchServer(slots: 6, slowness: 3), BenchServer(slots: 6), BenchServer(slots: 6)],
                requests: requests,
                death: (server: 2, from: 0.3 * span, to: 0.5 * span)
            )
        )
        print("saturation, seed \(seed): \(result.summary)")
        #expect(result.end == .complete)
        #expect(result.recorded == requests && result.recordedTwice == 0)
        #expect(result.makespan >= 50 * result.longest, "the trace is too short to tell")
        #expect(result.overBound <= 1.05)
        #expect(result.utilisation >= 0.95)
    }
}

extension BenchResult {
    var summary: String {
        func text(_ value: Double, _ digits: Int = 3) -> String { String(format: "%.\(digits)f", value) }
        return
            "makespan \(text(makespan, 1)) s, bound \(text(ideal + longest, 1)) s, ratio \(text(overBound)), utilisation \(text(utilisation)), "
            + "limits \(limits), longest \(text(longest, 1)) s, \(calls) calls, \(hedges) hedged, \(events) events"
    }
}
