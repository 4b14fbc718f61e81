import Testing

@testable import Ledger

/// What requests cost is added up, in the transaction of the facts they gave.
@Suite struct SpendingTests {
    private func spend(_ requests: Int, _ prompt: Int, _ completion: Int, endpoint: String = "http://a", isBatch: Bool = false) -> Fact {
        .spend(
            SpendFact(
                stage: "sample",
                model: "policy",
                endpoint: endpoint,
                isBatch: isBatch,
                requests: requests,
                promptTokens: prompt,
                completionTokens: completion
            )
        )
    }

    @Test func spendingIsAddedToWhatIsThere() throws {
        let book = try Book()
        try book.ledger.commit([spend(2, 30, 40), .response(Book.response(1, 0))], round: 1)
        try book.ledger.commit([spend(1, 5, 6), spend(1, 7, 8, endpoint: "http://b"), spend(3, 1, 1, isBatch: true)], round: 1)
        let view = "SELECT stage, model, endpoint, batch, requests, prompt_tokens, completion_tokens FROM v_spend ORDER BY endpoint, batch"
        #expect(
            try book.all(view) == [
                "sample|policy|http://a|0|3|35|46", "sample|policy|http://a|1|3|1|1", "sample|policy|http://b|0|1|7|8",
            ]
        )
        let records = try book.ledger.spending()
        #expect(records.map(\.requests) == [4, 3] && records.map(\.isBatch) == [false, true])
        #expect(records.map(\.promptTokens) == [42, 1] && records.map(\.completionTokens) == [54, 1])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func whatATransactionThatFailedSpentIsNotKept() throws {
        let book = try Book()
        let response = Fact.response(Book.response(1, 0))
        #expect(throws: (any Error).self) { try book.ledger.commit([spend(1, 1, 1), response, response], round: 1) }
        #expect(try book.ledger.spending().isEmpty)
    }

    @Test func theTimeOfAllSessionsIsAddedUp() throws {
        let book = try Book()
        let first = try book.ledger.beginSession(at: 100)
        try book.ledger.noteSession(first, seconds: 5)
        try book.ledger.noteSession(first, seconds: 7.5)
        let second = try book.ledger.beginSession(at: 200)
        try book.ledger.noteSession(second, seconds: 2)
        #expect(try book.ledger.secondsWorked() == 9.5)
    }

    @Test func detailsOfARewardStandBesideItsScore() throws {
        let book = try Book()
        try book.respond(1, [0])
        let fact = RewardFact(responseID: 1, name: "rule", model: "rule", contract: "rule", score: 1, details: #"{"extracted":"8"}"#)
        try book.ledger.commit([.reward(fact)], round: 1)
        #expect(try book.all("SELECT score, details FROM v_reward") == [#"1.0|{"extracted":"8"}"#])
    }
}
