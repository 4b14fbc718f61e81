import Foundation
import TestSupport
import Testing

@Suite("The count of calls would notice a run that started again from nothing")
struct StartingAgainFromNothingIsNoticedTests {
    @Test("after a kill the ledger is removed: the sets are the same, the calls are too many")
    func removedLedger() async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let run = try Quickstart(concurrency: 8)
        #expect(try await KillPoint.Place.moment(share: 0.4).kill(run, base) { try run.run([], $0) })
        var budget = CallBudget(planned: base.planned, mostInFlight: run.mostInFlight)
        budget.killed(asked: try run.asked(), committed: try run.snapshot().facts)
        #expect(budget.violations == [])

        for name in try FileManager.default.contentsOfDirectory(atPath: run.path) {
            try FileManager.default.removeItem(atPath: run.path + "/" + name)
        }
        let outcome = try await run.run().outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try run.sets().differences(from: base.sets) == [])
        budget.ended(asked: try run.asked(), committed: try run.snapshot().facts)
        #expect(budget.violations.count == 3, "samples, rewards and log-probs were all asked for again")
    }

    @Test("facts that vanish at a kill are noticed too")
    func vanishedFacts() {
        var budget = CallBudget(planned: Calls(samples: 2000), mostInFlight: 0)
        budget.killed(asked: Calls(samples: 900), committed: Calls(samples: 900))
        budget.killed(asked: Calls(samples: 1000), committed: Calls(samples: 890))
        #expect(budget.violations.contains("10 committed samples are gone"))
    }
}
