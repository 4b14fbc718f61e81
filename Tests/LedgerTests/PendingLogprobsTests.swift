import Testing

@testable import Ledger

/// Responses whose log-prob under a model was neither measured nor imported.
@Suite struct PendingLogprobsTests {
    @Test func theIdsThatWereSampledAreMeasured() throws {
        let book = try Book(prompts: 1)
        try book.ledger.commit(
            [
                .promptTokens(PromptTokensFact(promptID: 1, model: "policy", templateHash: "", tokens: [1, 2, 3])),
                .response(Book.response(1, 0)),
            ],
            round: 1
        )
        let work = try book.logprobs().work
        #expect(work.map(\.promptTokens) == [[1, 2, 3]])
        #expect(work.map(\.responseTokens) == [[7, 8]])
        #expect(work.map(\.prefixTokens) == [nil])
    }

    @Test(arguments: [(LogprobSource.given, true), (.imported, true), (.sampled, false)])
    func measuredAndImportedOnesAreDoneSampledOnesAreNot(_ source: LogprobSource, _ isDone: Bool) throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0])
        try book.ledger.commit([Book.logprob(1, source: source)], round: 1)
        #expect(try book.logprobs().work.isEmpty == isDone)
        #expect(try book.logprobs("base").work.count == 1, "another model is another fact")
    }

    @Test func givenUpAndBlankOnesAreLeftAlone() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0, 1])
        try book.respond(1, [2], text: "\n")
        try book.ledger.commit([Book.failure("logprob:policy", 1, 0, response: 1)], round: 1)
        #expect(try book.logprobs().work.map(\.responseID) == [2])
        _ = try book.ledger.reviveFailures(rounds: [1])
        #expect(try book.logprobs().work.map(\.responseID) == [1, 2])
    }

    @Test func importedTextIsTokenisedOnce() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0], tokens: nil)
        #expect(try book.logprobs().work.map(\.responseTokens) == [nil])
        func fact(_ tokens: [Int32]) -> Fact { .responseTokens(ResponseTokensFact(responseID: 1, tokens: tokens, prefixTokens: 4)) }
        try book.ledger.commit([fact([5, 6]), fact([9])], round: 1)
        #expect(try book.logprobs().work.map(\.responseTokens) == [[5, 6]])
        #expect(try book.logprobs().work.map(\.prefixTokens) == [4])
        #expect(try book.all("SELECT tokens FROM response") == ["2"])
    }

    @Test func pagesFollowOneAnother() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0, 1, 2])
        let first = try book.logprobs(limit: 2)
        #expect(first.work.map(\.responseID) == [1, 2])
        #expect(!first.exhausted)
        let second = try book.logprobs(after: first.cursor, limit: 2)
        #expect(second.work.map(\.responseID) == [3])
        #expect(second.exhausted)
    }
}
