import GRDB
import Inference
import Testing

@testable import Ledger

/// What judges say of pairs is kept, and only pairs that are missing are compared.
@Suite struct ComparisonsTests {
    private func comparison(_ first: Int64, _ second: Int64, _ one: Double, _ two: Double, prompt: Int64 = 1) -> Fact {
        .comparison(ComparisonFact(promptID: prompt, name: "rm", firstID: first, secondID: second, shownFirst: one, shownSecond: two))
    }

    private func pending(_ book: Book, after cursor: Int64 = 0, limit: Int = 100) throws -> WorkPage<RewardWork> {
        try book.ledger.pendingComparisons(round: 1, name: "rm", after: cursor, limit: limit)
    }

    @Test func theViewShowsTheShareAndHowFarTheOrdersAreApart() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try book.ledger.commit([Book.reward(1), Book.reward(2), comparison(1, 2, 0.75, 0.25)], round: 1)
        #expect(
            try book.all("SELECT round, phase, prompt_id, name, first_sample, second_sample, share, inconsistency FROM v_comparison")
                == ["1|base|1|rm|0|1|0.5|0.5"]
        )
        #expect(try book.ledger.tallyFaults().isEmpty)
        #expect(try book.ledger.tally().contains(TallyEntry(round: 1, kind: "comparison", reason: "rm", count: 1)))
    }

    @Test func comparisonsComeByPromptInTheOrderOfSamples() throws {
        let book = try Book()
        try book.respond(1, [1, 0, 2])
        try book.respond(2, [0, 1])
        try book.ledger.commit(
            [comparison(2, 3, 0.25, 0.5), comparison(2, 1, 1, 1), comparison(4, 5, 0, 0, prompt: 2), comparison(1, 3, 0.5, 0.5)],
            round: 1
        )
        let found = try book.ledger.comparisons(round: 1, phase: .base, name: "rm")
        #expect(found[1]?.map { [$0.firstID, $0.secondID] } == [[2, 1], [2, 3], [1, 3]])
        #expect(found[1]?.map(\.share) == [1, 0.375, 0.5])
        #expect(found[1]?.map(\.inconsistency) == [0, 0.25, 0])
        #expect(found[2]?.count == 1)
        #expect(try book.ledger.comparisons(round: 1, phase: .evolved, name: "rm").isEmpty)
        #expect(try book.ledger.comparisons(round: 1, phase: .base, name: "other").isEmpty)
    }

    @Test func allResponsesOfAPromptAreOnePieceOfWorkWhereverTheyStand() throws {
        let book = try Book()
        try book.respond(1, [2])
        try book.respond(2, [0])
        try book.respond(1, [0, 1])
        try book.respond(2, [1], text: " \n")
        let page = try pending(book)
        #expect(page.work.map(\.promptID) == [1, 2])
        #expect(page.work[0].responses.map(\.sample) == [0, 1, 2])
        #expect(page.work[0].others.isEmpty && page.work[0].known.isEmpty)
        #expect(page.work[1].responses.map(\.sample) == [0])
        #expect(page.exhausted)
    }

    @Test func aPageGoesOnBehindTheLastOne() throws {
        let book = try Book()
        for prompt: Int64 in 1...3 { try book.respond(prompt, [0, 1]) }
        let first = try pending(book, limit: 2)
        #expect(first.work.map(\.promptID) == [1, 2] && !first.exhausted)
        let second = try pending(book, after: first.cursor, limit: 2)
        #expect(second.work.map(\.promptID) == [3] && second.exhausted)
    }

    @Test func aLaterResponseIsComparedWithTheOlderOnes() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try book.ledger.commit([Book.reward(1), Book.reward(2), comparison(1, 2, 1, 1)], round: 1)
        #expect(try pending(book).work.isEmpty)
        try book.respond(1, [2])
        let work = try #require(try pending(book).work.first)
        #expect(work.responses.map(\.id) == [3] && work.others.map(\.id) == [1, 2])
        #expect(work.compared.map(\.sample) == [0, 1, 2])
        #expect(work.known.map { [$0.firstID, $0.secondID] } == [[1, 2]])
    }

    @Test func whatWasGivenUpIsNotComparedWith() throws {
        let book = try Book()
        try book.respond(1, [0, 1, 2])
        try book.ledger.commit([Book.failure("reward:rm", 1, 1, response: 2)], round: 1)
        #expect(try pending(book).work.first?.responses.map(\.sample) == [0, 2])
    }

    private func revision(_ response: Int64, _ score: Double) -> Fact {
        var fact = RewardFact(responseID: response, name: "rm", model: "rm", contract: "fake", score: score)
        fact.isRevision = true
        return .reward(fact)
    }

    @Test func aRewardFollowsFromAllComparisonsUntilItWasSelectedFrom() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try book.ledger.commit([Book.reward(1, 1), Book.reward(2, 0)], round: 1)
        try book.ledger.commit([revision(1, 0.25)], round: 1)
        #expect(try book.all("SELECT score FROM reward ORDER BY response_id") == ["0.25", "0.0"])
        #expect(try book.ledger.tallyFaults().isEmpty)
        _ = try book.keep(prompt: 1, chosen: 1, rejected: 2)
        try book.ledger.commit([revision(1, 0.75)], round: 1)
        #expect(try book.all("SELECT score FROM reward ORDER BY response_id") == ["0.25", "0.0"])
    }

    @Test func aComparisonIsLearnedOnceAndIsFinite() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try book.ledger.commit([comparison(1, 2, 1, 1)], round: 1)
        #expect(throws: (any Error).self) { try book.ledger.commit([comparison(1, 2, 0, 0)], round: 1) }
        #expect(throws: (any Error).self) { try book.ledger.commit([comparison(2, 1, .nan, 0)], round: 1) }
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test(arguments: ["001 spine", "002 loop", "003 fleet", "004 batch", "005 probe"])
    func everyOlderLedgerGetsItsTable(version: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.file("run.sqlite")
        let queue = try DatabaseQueue(path: path)
        try Migrations.migrator.migrate(queue, upTo: version)
        try queue.write {
            try $0.execute(
                sql: """
                    INSERT INTO name (id, text) VALUES (20, 'policy'), (21, 'http://policy'), (22, 'rm');
                    INSERT INTO prompt VALUES (1, 'aa', '[]', NULL, NULL, NULL, NULL, 0, NULL);
                    INSERT INTO round_prompt VALUES (1, 1, 0, 1, NULL, NULL);
                    INSERT INTO response VALUES (1, 1, 1, 1, 0, 100, 'good', NULL, NULL, 2, 8, 20, 21, 0, NULL),
                        (2, 1, 1, 1, 1, 101, 'bad', NULL, NULL, 2, 8, 20, 21, 0, NULL);
                    INSERT INTO reward VALUES (1, 1, 22, 22, 22, 1, NULL), (1, 2, 22, 22, 22, 0, NULL);
                    INSERT INTO tally VALUES (1, 'prompt', '', 1), (1, 'response', 'stop', 2), (1, 'reward', 'rm', 2);
                    """
            )
        }
        try queue.close()
        let ledger = try Ledger.open(path: path)
        #expect(try ledger.tallyFaults().isEmpty)
        let fact = ComparisonFact(promptID: 1, name: "rm", firstID: 1, secondID: 2, shownFirst: 1, shownSecond: 0.5)
        try ledger.commit([.comparison(fact)], round: 1)
        #expect(try ledger.comparisons(round: 1, phase: .base, name: "rm") == [1: [fact]])
        #expect(try ledger.tallyFaults().isEmpty)
    }
}
