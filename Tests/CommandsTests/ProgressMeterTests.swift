import Orchestrator
import Testing

@testable import Commands

@Suite("Rates of progress")
struct ProgressMeterTests {
    private static func stages(_ done: Int, failed: Int = 0) -> [StageProgress] {
        [StageProgress(name: "sample", planned: 100, done: done, failed: failed, inFlight: 0, endpointsDown: 0)]
    }

    @Test("count what this process did, not what it found done, failures included")
    func sinceTheBeginning() {
        var meter = ProgressMeter()
        meter.update(round: 1, Self.stages(40), at: 100)
        #expect(meter.rates.isEmpty)
        meter.update(round: 1, Self.stages(58, failed: 2), at: 110)
        #expect(meter.rates == ["sample": 2])
    }

    @Test("begin anew with every round")
    func anewEveryRound() {
        var meter = ProgressMeter()
        meter.update(round: 1, Self.stages(0), at: 0)
        meter.update(round: 1, Self.stages(100), at: 10)
        meter.update(round: 2, Self.stages(0), at: 11)
        #expect(meter.rates.isEmpty)
        meter.update(round: 2, Self.stages(6), at: 13)
        #expect(meter.rates == ["sample": 3])
    }

    @Test("an update without change is no news, and one at the same instant divides by nothing")
    func news() {
        var meter = ProgressMeter()
        meter.update(round: 1, Self.stages(1), at: 5)
        #expect(meter.isNews)
        meter.update(round: 1, Self.stages(1), at: 5)
        #expect(!meter.isNews && meter.rates.isEmpty)
        meter.update(round: 1, Self.stages(2), at: 6)
        #expect(meter.isNews && meter.rates == ["sample": 1])
    }
}
