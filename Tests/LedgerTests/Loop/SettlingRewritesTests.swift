import Inference
import Testing

@testable import Ledger

/// What becomes of rewrites: prompts with a parent, or a reason; all in one transaction.
@Suite struct SettlingRewritesTests {
    private func book(_ rewrites: [(parent: Int64, strategy: String)]) throws -> Book {
        let book = try Book(prompts: 3)
        try book.ledger.plan(.parents, round: 1, prompts: [(1, 2.5), (2, 1.5)])
        try book.ledger.commit(rewrites.map { .rewrite(Book.rewrite($0.parent, $0.strategy)) }, round: 1)
        return book
    }

    private func settle(_ book: Book, _ decisions: [RewriteDecision]) throws {
        try book.ledger.settle(round: 1, decisions, phase: .evolved) { born in born.map { ($0.id, nil) } }
    }

    private func decision(_ parent: Int64, _ strategy: String, _ outcome: RewriteDecision.Outcome) -> RewriteDecision {
        RewriteDecision(parentID: parent, strategy: strategy, attempt: 0, outcome: outcome)
    }

    @Test func aRewriteBecomesAPromptThatKnowsItsParentStrategyAndRound() throws {
        let book = try book([(1, "breadth"), (2, "deepen")])
        try settle(
            book,
            [
                decision(1, "breadth", .prompt(Book.prompt(70))), decision(2, "deepen", .prompt(Book.prompt(71))),
            ]
        )
        let lineage = try book.all(
            "SELECT id, parent_id, strategy, born_round, rewritten_by, reason FROM v_prompt WHERE id > 3 ORDER BY id"
        )
        #expect(lineage == ["4|1|breadth|1|rewriter|NULL", "5|2|deepen|1|rewriter|NULL"])
        #expect(try book.all("SELECT parent_id, prompt_id FROM rewrite ORDER BY 1") == ["1|4", "2|5"])
        #expect(try book.ledger.planned(.evolved, round: 1).map(\.id) == [4, 5])
        #expect(try book.ledger.planned(.evolved, round: 1).map(\.hash) == [71, 72])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func aDroppedRewriteKeepsItsReasonAndItsText() throws {
        let book = try book([(1, "breadth"), (1, "deepen")])
        try settle(book, [decision(1, "breadth", .dropped(reason: "refusal")), decision(1, "deepen", .dropped(reason: "empty"))])
        #expect(
            try book.all("SELECT strategy, reason, text FROM v_rewrite ORDER BY 1") == [
                "breadth|refusal|rewritten 1", "deepen|empty|rewritten 1",
            ]
        )
        #expect(try book.ledger.plannedPhases(round: 1) == [.base, .parents, .evolved], "a phase with no prompt is planned all the same")
        #expect(try book.ledger.tally().filter { $0.kind == "rewrite_dropped" }.map(\.reason).sorted() == ["empty", "refusal"])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func aPromptThatIsKnownIsADuplicateHeldOutOnesToo() throws {
        let book = try book([(1, "breadth"), (1, "deepen"), (2, "breadth")])
        var heldOut = Book.prompt(80)
        heldOut.isHeldOut = true
        try book.ledger.write { _ = try book.ledger.add(heldOut, bornRound: 0, $0) }
        try settle(
            book,
            [
                decision(1, "breadth", .prompt(Book.prompt(2))), decision(1, "deepen", .prompt(Book.prompt(80))),
                decision(2, "breadth", .prompt(Book.prompt(81))),
            ]
        )
        #expect(
            try book.all("SELECT parent_id, strategy, prompt_id, reason FROM v_rewrite ORDER BY 1, 2") == [
                "1|breadth|NULL|duplicate", "1|deepen|NULL|duplicate", "2|breadth|5|NULL",
            ]
        )
        #expect(try book.all("SELECT parent_id FROM prompt WHERE id = 3") == ["NULL"])
        #expect(try book.ledger.pool().map(\.id) == [1, 2, 3, 5])
    }

    @Test func twoRewritesOfOneTextMakeOnePrompt() throws {
        let book = try book([(1, "breadth"), (2, "breadth")])
        try settle(book, [decision(1, "breadth", .prompt(Book.prompt(70))), decision(2, "breadth", .prompt(Book.prompt(70)))])
        #expect(try book.ledger.planned(.evolved, round: 1).map(\.id) == [4])
        #expect(try book.all("SELECT parent_id FROM prompt WHERE id = 4") == ["1"])
        #expect(try book.all("SELECT reason FROM v_rewrite WHERE parent_id = 2") == ["duplicate"])
    }

    @Test func aPlanThatFailsLeavesNothingBehind() throws {
        struct Broken: Error {}
        let book = try book([(1, "breadth")])
        #expect(throws: Broken.self) {
            try book.ledger.settle(round: 1, [decision(1, "breadth", .prompt(Book.prompt(70)))], phase: .evolved) { _ in throw Broken() }
        }
        #expect(try book.all("SELECT count(*) FROM prompt") == ["3"])
        #expect(try book.all("SELECT count(*) FROM rewrite WHERE prompt_id IS NULL AND reason IS NULL") == ["1"])
        #expect(try book.ledger.plannedPhases(round: 1) == [.base, .parents])
        #expect(try book.ledger.tallyFaults().isEmpty)
        try settle(book, [decision(1, "breadth", .prompt(Book.prompt(70)))])
        #expect(try book.ledger.planned(.evolved, round: 1).count == 1)
    }

    @Test func rewritesAreListedInPlanOrderWhateverOrderTheyCameIn() throws {
        let book = try book([(2, "deepen"), (2, "breadth"), (1, "deepen"), (1, "breadth")])
        let listed = try book.ledger.rewrites(round: 1, strategies: ["deepen", "breadth"])
        #expect(listed.map { "\($0.parentID) \($0.strategy)" } == ["1 deepen", "1 breadth", "2 deepen", "2 breadth"])
        #expect(listed.allSatisfy { !$0.isResolved && !$0.isTruncated })
        #expect(listed.first?.parentMessages == [Message(role: "user", content: "question 0")])
    }

    @Test func aRewriteThatWasCutOffSaysSo() throws {
        let book = try book([])
        var fact = Book.rewrite(1, "breadth")
        fact.finishReason = "length"
        try book.ledger.commit([.rewrite(fact)], round: 1)
        #expect(try book.ledger.rewrites(round: 1, strategies: ["breadth"]).map(\.isTruncated) == [true])
    }
}
