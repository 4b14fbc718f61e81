import Ledger
import Testing

@testable import Orchestrator

/// One request's worth of work, its single items, and what is recorded when it is given up.
@Suite struct WorkTests {
    @Test func singlesAreTheSameWorkOneItemEach() {
        #expect(Script.prompt(1, samples: [2, 3]).singles == [Script.prompt(1, samples: [2]), Script.prompt(1, samples: [3])])
        #expect(Script.rewards(1, [4, 5]).singles == [Script.rewards(1, [4]), Script.rewards(1, [5])])
        #expect(Script.logprob(4).singles == [Script.logprob(4)])
    }

    @Test func itCountsItsFacts() {
        #expect(Script.prompt(1, samples: [2, 3]).count == 2)
        #expect(Script.rewards(1, [4, 5, 6]).count == 3)
        #expect(Script.logprob(4).count == 1)
    }

    @Test func everyItemGetsAFailureOfItsOwn() {
        let failures = Script.rewards(3, [4, 5]).failures(stage: "reward:rm", model: "m", attempts: 6, reason: "timed_out", error: "e")
        #expect(failures.map(\.responseID) == [4, 5])
        #expect(failures.map(\.sample) == [4, 5])
        #expect(Set(failures.map(\.promptID)) == [3])
        #expect(
            Script.prompt(3, samples: [7]).failures(stage: "sample", model: "m", attempts: 1, reason: "r", error: "e").map(\.sample) == [7]
        )
    }
}
