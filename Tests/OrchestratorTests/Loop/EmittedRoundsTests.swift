import Ledger
import Testing

@testable import Orchestrator

/// Whose pairs a training set holds.
@Suite struct EmittedRoundsTests {
    /// Four rounds with a selection `base`, the second and the fourth also with `evolved`, the third with one of somebody's own.
    private func ledger() throws -> Ledger {
        let ledger = try Samples.ledger(Samples.configuration(), prompts: 2)
        for round in 1...4 {
            try Samples.answer(round, ledger, prompts: [1]) { _, sample in Double(sample) }
            // Made in this order: the order of a set does not depend on it.
            if round % 2 == 0 { try select(ledger, round, .evolved, "evolved") }
            try select(ledger, round, .base, "base")
        }
        try select(ledger, 3, .base, "mine")
        return ledger
    }

    private func select(_ ledger: Ledger, _ round: Int, _ phase: Phase, _ name: String) throws {
        let record = SelectionRecord(round: round, phase: phase, name: name, spec: "{}", statistics: "{}")
        _ = try ledger.store(record, pairs: [], unpaired: [])
    }

    private static let windows: [(Int?, Int, [String])] = [
        (1, 1, ["1 base"]),
        (1, 2, ["2 base", "2 evolved"]),
        (1, 3, ["3 base"]),
        (2, 1, ["1 base"]),
        (2, 3, ["2 base", "2 evolved", "3 base"]),
        (2, 4, ["3 base", "4 base", "4 evolved"]),
        (9, 3, ["1 base", "2 base", "2 evolved", "3 base"]),
        (nil, 2, ["1 base", "2 base", "2 evolved"]),
        (nil, 4, ["1 base", "2 base", "2 evolved", "3 base", "4 base", "4 evolved"]),
    ]

    @Test(arguments: windows)
    func aWindowEndsWithTheRound(_ rounds: Int?, _ round: Int, _ expected: [String]) throws {
        let sources = try Emission(rounds: rounds).sources(of: round, in: ledger())
        #expect(sources.map { "\($0.round) \($0.name)" } == expected)
    }

    @Test(arguments: [("this", 1), ("all", nil), ("3", 3)] as [(String, Int?)])
    func theConfigurationsWordsAreWindows(_ word: String, _ rounds: Int?) throws {
        #expect(try Samples.configuration(["emit.rounds=\(word)"]).emission == Emission(rounds: rounds))
    }
}
