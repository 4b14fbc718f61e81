import Testing

@testable import Ledger

/// The stored responses by which served weights are told: of one model and version, in the latest round that has such, those first that
/// training moves most.
@Suite struct SpotResponsesTests {
    /// Responses 1 ... 6 in round 1 under the first weights, 7 ... 9 in round 2 under those of round 1.
    private func book() throws -> Book {
        let book = try Book(prompts: 3)
        try book.ledger.commit(
            [.promptTokens(PromptTokensFact(promptID: 1, model: "policy", templateHash: "t", tokens: [1, 2, 3]))],
            round: 1
        )
        try book.ledger.commit([.promptTokens(PromptTokensFact(promptID: 2, model: "policy", templateHash: "t", tokens: [4]))], round: 1)
        for prompt in [1, 2, 3] as [Int64] { try book.respond(prompt, [0, 1], tokens: [Int32(prompt), 9]) }
        for response in 1...6 as ClosedRange<Int64> { try book.ledger.commit([Book.logprob(response, -Double(response))], round: 1) }
        try book.plan(2)
        try book.respond(1, [0, 1, 2], tokens: [5, 6], round: 2)
        let later = (7...9).map {
            LogprobFact(responseID: $0, model: "policy", weightVersion: "round-001", source: .given, sum: -1, tokens: 2)
        }
        try book.ledger.commit(later.map { .logprob($0) }, round: 2)
        return book
    }

    private func spots(
        _ book: Book,
        _ version: String,
        model: String = "policy",
        sources: [LogprobSource] = [.given],
        limit: Int = 16
    ) throws -> [SpotResponse] {
        try book.ledger.spotResponses(model: model, weightVersion: version, tokenizer: "policy", sources: sources, limit: limit)
    }

    @Test func theyAreOfTheModelAndTheVersionAndHaveTokens() throws {
        let book = try book()
        let first = try spots(book, "")
        #expect(first.map(\.responseID) == [4, 3, 2, 1], "the least likely first; prompt 3 was never tokenised")
        #expect(first.last?.promptTokens == [1, 2, 3] && first.last?.responseTokens == [1, 9])
        #expect(first.map(\.meanLogprob) == [-2, -1.5, -1, -0.5])
        #expect(try spots(book, "round-001").map(\.responseID) == [7, 8, 9])
        #expect(try spots(book, "round-002").isEmpty)
        #expect(try spots(book, "", model: "base").isEmpty)
    }

    @Test func theLatestRoundCounts() throws {
        let book = try book()
        try book.ledger.commit([Book.logprob(9, -8)], round: 2)
        #expect(try spots(book, "").map(\.responseID) == [9])
    }

    @Test(arguments: [(1, [4]), (2, [4, 3]), (4, [4, 3, 2, 1])] as [(Int, [Int64])])
    func fewAreTheLeastLikely(_ limit: Int, _ expected: [Int64]) throws {
        let found = try spots(book(), "", limit: limit)
        #expect(found.map(\.responseID) == expected)
    }

    @Test func whatKeptPairsRejectedComesFirst() throws {
        let book = try book()
        _ = try book.keep(prompt: 1, chosen: 2, rejected: 1)
        #expect(try spots(book, "", limit: 2).map(\.responseID) == [1, 4])
    }

    @Test func onlyTheSourcesThatCount() throws {
        let book = try book()
        try book.ledger.commit([Book.logprob(1, -7, source: .sampled), Book.logprob(2, -6, source: .imported)], round: 1)
        #expect(try spots(book, "", sources: [.sampled]).map(\.meanLogprob) == [-3.5])
        #expect(try spots(book, "", sources: [.imported]).map(\.responseID) == [2])
    }

    @Test func whereTheAnswerSharesATokenWithThePromptTheContextIsShorter() throws {
        let book = try Book(prompts: 1)
        try book.ledger.commit(
            [.promptTokens(PromptTokensFact(promptID: 1, model: "policy", templateHash: "t", tokens: [1, 2, 3]))],
            round: 1
        )
        try book.respond(1, [0], tokens: nil)
        try book.ledger.commit(
            [.responseTokens(ResponseTokensFact(responseID: 1, tokens: [4, 5], prefixTokens: 2)), Book.logprob(1)],
            round: 1
        )
        #expect(try spots(book, "").map(\.promptTokens) == [[1, 2]])
    }
}
