import Testing

@testable import Ledger

/// Held-out prompts measure the policy and nothing else; what a prompt taught is what its latest round says.
@Suite struct HeldOutAndPoolTests {
    /// Prompts 1 ... 3 to train on, 4 and 5 held out, round 1 answered in both.
    private func book() throws -> Book {
        let book = try Book(prompts: 3, round: false)
        for number in [10, 11] {
            var prompt = Book.prompt(number)
            prompt.isHeldOut = true
            try book.ledger.write { _ = try book.ledger.add(prompt, bornRound: 0, $0) }
        }
        try book.plan(1)
        try book.ledger.plan(.heldOut, round: 1, prompts: try book.ledger.heldOut().map { ($0, nil) })
        for prompt in [1, 2, 3] as [Int64] { try book.respond(prompt, [0, 1]) }
        for prompt in [4, 5] as [Int64] {
            var fact = Book.response(prompt, 0)
            fact.phase = .heldOut
            try book.ledger.commit([.response(fact)], round: 1)
        }
        return book
    }

    @Test func theyAreInNoPool() throws {
        let book = try book()
        #expect(try book.ledger.pool().map(\.id) == [1, 2, 3])
        #expect(try book.ledger.heldOut() == [4, 5])
        #expect(try book.ledger.origins(before: 2).previous == [1, 2, 3])
        #expect(try book.all("SELECT id FROM v_prompt WHERE reason = 'held_out'") == ["4", "5"])
    }

    @Test func theirAnswersAreJudgedButNotMeasured() throws {
        let book = try book()
        #expect(try book.rewards().work.flatMap(\.responses).map(\.id) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(try book.logprobs().work.map(\.responseID) == [1, 2, 3, 4, 5, 6])
    }

    @Test func theMeanRewardIsOfOnePhaseAndOneReward() throws {
        let book = try book()
        try book.ledger.commit(
            [Book.reward(1, 100), Book.reward(7, 0.25), Book.reward(8, 1.25), Book.reward(8, 9, name: "other")],
            round: 1
        )
        let found = try #require(try book.ledger.meanReward(round: 1, phase: .heldOut, reward: "rm"))
        #expect(found.mean == 0.75 && found.count == 2)
        #expect(try book.ledger.meanReward(round: 1, phase: .baseline, reward: "rm") == nil)
        #expect(try book.ledger.meanReward(round: 1, phase: .heldOut, reward: "nobody's") == nil)
    }

    @Test func theMeanKeptScoreIsOfTheRoundsOwnSelections() throws {
        let book = try book()
        #expect(try book.ledger.meanKeptScore(round: 1) == nil)
        _ = try book.keep(prompt: 1, chosen: 1, rejected: 2, score: 1.5)
        _ = try book.keep(prompt: 2, chosen: 3, rejected: 4, score: 100, name: "another")
        #expect(try book.ledger.meanKeptScore(round: 1) == 1.5)
    }

    @Test func aPromptsScoreIsThatOfTheLatestRoundThatAskedIt() throws {
        let book = try book()
        _ = try book.keep(prompt: 1, chosen: 1, rejected: 2, score: 1.5)
        #expect(try book.ledger.latestScores(before: 2) == [1: 1.5])
        #expect(try book.ledger.latestScores(before: 1).isEmpty)
        try book.plan(2)
        #expect(try book.ledger.latestScores(before: 3).isEmpty, "round 2 asked it again and found no pair")
        #expect(try book.ledger.latestScores(before: 2) == [1: 1.5], "what comes later does not change an earlier round")
    }

    @Test func onlyRewritesOfEarlierRoundsAreEvolved() throws {
        let book = try book()
        try book.ledger.plan(.parents, round: 1, prompts: [(1, nil)])
        try book.ledger.commit([.rewrite(Book.rewrite(1, "breadth"))], round: 1)
        try book.ledger.settle(
            round: 1,
            [RewriteDecision(parentID: 1, strategy: "breadth", attempt: 0, outcome: .prompt(Book.prompt(50)))],
            phase: .evolved
        ) { born in born.map { ($0.id, nil) } }
        #expect(try book.ledger.origins(before: 1).evolved.isEmpty)
        #expect(try book.ledger.origins(before: 2).evolved == [6])
        #expect(try book.ledger.origins(before: 2).previous == [1, 2, 3], "a rewrite that was answered stays a rewrite")
    }
}
