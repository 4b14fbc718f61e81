import Testing

@testable import Ledger

/// Pending rewrites are parents times their strategies, less what was written and what was given up.
@Suite struct PendingRewritesTests {
    private let strategies = ["breadth", "deepen", "reason"]

    private func book(parents: [Int64] = [1, 2, 3, 4]) throws -> Book {
        let book = try Book(prompts: 5)
        try book.ledger.plan(.parents, round: 1, prompts: parents.map { ($0, nil) })
        return book
    }

    private func page(_ book: Book, each: Int = 3, after cursor: Int64 = -1, limit: Int = 100) throws -> WorkPage<RewriteWork> {
        try book.ledger.pendingRewrites(
            round: 1,
            strategies: strategies,
            each: each,
            chosen: { _ in Array(0..<each) },
            after: cursor,
            limit: limit
        )
    }

    @Test func aParentLacksEveryChosenStrategy() throws {
        let page = try page(book(parents: [3, 1]))
        #expect(page.exhausted)
        #expect(page.work.map(\.parentID) == [3, 3, 3, 1, 1, 1])
        #expect(page.work.map(\.strategy) == [0, 1, 2, 0, 1, 2])
        #expect(page.work.map(\.position) == [0, 0, 0, 1, 1, 1])
        #expect(page.work.first?.messages.map(\.content) == ["question 2"])
        #expect(page.work.first?.parentHash == 3)
    }

    @Test func theChoiceIsMadeByTheParentsHash() throws {
        let book = try book(parents: [1, 2])
        let page = try book.ledger.pendingRewrites(
            round: 1,
            strategies: strategies,
            each: 1,
            chosen: { hash in [hash == 1 ? 2 : 0] },
            after: -1,
            limit: 10
        )
        #expect(page.work.map(\.strategy) == [2, 0])
    }

    @Test func whatWasWrittenOrGivenUpIsNotPending() throws {
        let book = try book()
        try book.ledger.commit([rewrite(1, "deepen"), rewrite(2, "breadth"), rewrite(2, "deepen"), rewrite(2, "reason")], round: 1)
        // Rewrites are given up under the index of their strategy.
        try book.ledger.commit([Book.failure("rewrite", 1, 2), Book.failure("rewrite", 3, 0)], round: 1)
        let work = try page(book).work
        #expect(work.map(\.parentID) == [1, 3, 3, 4, 4, 4])
        #expect(work.map(\.strategy) == [0, 1, 2, 0, 1, 2])
    }

    @Test func whatIsRevivedIsPendingAgain() throws {
        let book = try book(parents: [1])
        try book.ledger.commit([rewrite(1, "breadth"), Book.failure("rewrite", 1, 1), Book.failure("rewrite", 1, 2)], round: 1)
        #expect(try page(book).work.isEmpty)
        #expect(try book.ledger.reviveFailures(rounds: [1]) == 2)
        #expect(try page(book).work.map(\.strategy) == [1, 2])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func pagesFollowEachOtherWithoutGapOrRepetition() throws {
        let book = try book(parents: [5, 4, 3, 2, 1])
        try book.ledger.commit([rewrite(4, "breadth")], round: 1)
        var cursor: Int64 = -1
        var found: [String] = []
        var pages = 0
        while true {
            let next = try page(book, after: cursor, limit: 2)
            found += next.work.map { "\($0.parentID) \(strategies[$0.strategy])" }
            cursor = next.cursor
            pages += 1
            if next.exhausted { break }
        }
        #expect(pages == 3)
        #expect(found.count == 14 && Set(found).count == 14)
        #expect(found.prefix(5) == ["5 breadth", "5 deepen", "5 reason", "4 deepen", "4 reason"])
    }

    @Test func otherRoundsAndPhasesDoNotCount() throws {
        let book = try book(parents: [1])
        try book.plan(2)
        try book.ledger.plan(.parents, round: 2, prompts: [(1, nil), (2, nil)])
        try book.ledger.commit([rewrite(1, "breadth"), rewrite(1, "deepen"), rewrite(1, "reason")], round: 2)
        #expect(try page(book).work.count == 3)
        let second = try book.ledger.pendingRewrites(
            round: 2,
            strategies: strategies,
            each: 3,
            chosen: { _ in [0, 1, 2] },
            after: -1,
            limit: 10
        )
        #expect(second.work.map(\.parentID) == [2, 2, 2])
    }

    @Test func aRoundWithoutParentsHasNone() throws {
        let page = try page(Book())
        #expect(page.work.isEmpty && page.exhausted)
    }

    private func rewrite(_ parent: Int64, _ strategy: String) -> Fact {
        .rewrite(Book.rewrite(parent, strategy))
    }
}
