import Testing

@testable import Ledger

/// One model name, two sets of weights: their log-probs never stand in for each other.
@Suite struct WeightVersionsTests {
    /// One prompt with two responses, scored by `policy` as `round-002` and by the same name as `round-001`, its reference.
    private func book() throws -> Book {
        let book = try Book(prompts: 1, round: false)
        try book.ledger.plan(
            round: 1,
            policy: "policy",
            reference: "policy",
            weightVersion: "round-002",
            referenceVersion: "round-001",
            phase: .base,
            prompts: [(1, nil)],
            at: 1
        )
        try book.respond(1, [0], text: "good")
        try book.respond(1, [1], text: "bad")
        try book.ledger.commit([Book.reward(1, 2), Book.reward(2, 1)], round: 1)
        return book
    }

    private func logprob(_ response: Int64, _ sum: Double, _ version: String) -> Fact {
        .logprob(LogprobFact(responseID: response, model: "policy", weightVersion: version, source: .given, sum: sum, tokens: 2))
    }

    private let query = AnswerQuery(
        round: 1,
        samples: 2,
        reward: "rm",
        policy: "policy",
        reference: "policy",
        weightVersion: "round-002",
        referenceVersion: "round-001",
        sources: [.given],
        excludesTruncated: false
    )

    @Test func answersCarryBoth() throws {
        let book = try book()
        try book.ledger.commit(
            [logprob(1, -1, "round-002"), logprob(1, -3, "round-001"), logprob(2, -5, "round-002"), logprob(2, -7, "round-001")],
            round: 1
        )
        let table = try book.ledger.answers(query).table
        #expect(table.policyLogprobs == [-1, -5])
        #expect(table.referenceLogprobs == [-3, -7])
        #expect(try book.ledger.responseFunnel(query).usable == 2)
    }

    @Test func oneDoesNotStandInForTheOther() throws {
        let book = try book()
        try book.ledger.commit(
            [logprob(1, -1, "round-002"), logprob(2, -7, "round-001"), logprob(1, -9, ""), logprob(2, -9, "")],
            round: 1
        )
        #expect(try book.ledger.answers(query).responseIDs.isEmpty)
        let funnel = try book.ledger.responseFunnel(query)
        #expect(funnel.usable == 0 && funnel.reasons.map(\.reason) == ["pending"] && funnel.reasons.map(\.count) == [2])
    }

    @Test(arguments: [("round-002", [2]), ("round-001", [1]), ("round-003", [1, 2])] as [(String, [Int64])])
    func pendingIsWhatThisVersionLacks(_ version: String, _ pending: [Int64]) throws {
        let book = try book()
        try book.ledger.commit([logprob(1, -1, "round-002"), logprob(2, -7, "round-001")], round: 1)
        let page = try book.ledger.pendingLogprobs(
            round: 1,
            stage: "logprob:policy",
            model: "policy",
            weightVersion: version,
            tokenizer: "policy",
            after: 0,
            limit: 10
        )
        #expect(page.work.map(\.responseID) == pending)
    }

    @Test func exportedPairsCarryBoth() throws {
        let book = try book()
        try book.ledger.commit(
            [logprob(1, -1, "round-002"), logprob(1, -3, "round-001"), logprob(2, -5, "round-002"), logprob(2, -7, "round-001")],
            round: 1
        )
        try book.ledger.commit([logprob(1, -90, ""), logprob(2, -91, "")], round: 1)
        let id = try book.keep(prompt: 1, chosen: 1, rejected: 2)
        func sides(_ policy: String, _ reference: String) throws -> [Double?] {
            var found: [Double?] = []
            let query = ExportQuery(
                selection: SelectionRecord(id: id, round: 1, phase: .base, name: "base", spec: "{}", statistics: "{}"),
                reward: "rm",
                policy: .init(name: "policy", version: policy),
                reference: .init(name: "policy", version: reference),
                sources: [.given],
                readsResponses: false
            )
            try book.ledger.forEachKept(query) { row in
                for side in [row.pair?.chosen, row.pair?.rejected] { found += [side?.policyLogprob, side?.referenceLogprob] }
            }
            return found
        }
        #expect(try sides("round-002", "round-001") == [-1, -3, -5, -7])
        #expect(try sides("round-001", "") == [-3, -90, -7, -91])
        #expect(try sides("round-002", "round-009") == [-1, nil, -5, nil])
    }
}
