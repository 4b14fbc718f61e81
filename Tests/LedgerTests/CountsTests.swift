import GRDB
import Testing

@testable import Ledger

/// Tally and funnels: what is counted is what is there, and it adds up.
@Suite struct CountsTests {
    @Test func theTallyIsARecountOfEveryKindOfFact() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try book.ledger.commit([Book.reward(1), Book.reward(2), Book.reward(1, name: "other"), Book.logprob(1)], round: 1)
        try book.ledger.commit([Book.failure("sample", 2, 0), Book.failure("sample", 2, 1, reason: "too_long")], round: 1)
        try book.ledger.commit([.promptLeftOut(PromptLeftOutFact(phase: .base, promptID: 3, reason: "prompt_too_long"))], round: 1)
        try store(book)
        let told = try book.ledger.tally().map { "\($0.round) \($0.kind) \($0.reason) \($0.count)" }
        #expect(
            told == [
                "0 pool  3", "0 pool_dropped duplicate 2", "1 failed:sample timed_out 1", "1 failed:sample too_long 1",
                "1 logprob policy 1",
                "1 pair  1", "1 pair_kept  1", "1 prompt  3", "1 prompt_left_out prompt_too_long 1", "1 response stop 2",
                "1 reward other 1", "1 reward rm 2",
            ]
        )
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test(arguments: [
        "UPDATE tally SET count = count + 1 WHERE kind = 'response'", "DELETE FROM tally WHERE kind = 'response'",
        "INSERT INTO tally VALUES (1, 'reward', 'nobody', 1)", "DELETE FROM response WHERE id = 1",
    ])
    func aTallyThatIsWrongIsFound(_ damage: String) throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try book.ledger.database.write { try $0.execute(sql: damage) }
        #expect(try !book.ledger.tallyFaults().isEmpty)
    }

    @Test func otherSelectionsThanTheRoundsOwnAreNotInTheTally() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        try store(book, name: "mine")
        #expect(try book.ledger.tally().filter { $0.kind == "pair" }.isEmpty)
        #expect(try book.ledger.tallyFaults().isEmpty)
        #expect(throws: DatabaseError.self) { try store(book, name: "mine") }
    }

    @Test func theFunnelGivesEveryPlannedResponseOneReason() throws {
        let book = try Book(prompts: 4)
        try book.respond(1, [0, 1, 2, 3])
        try book.respond(2, [0], text: "  ")
        try book.ledger.commit([Book.reward(1), Book.logprob(1), Book.reward(2), Book.failure("reward:rm", 1, 2, response: 3)], round: 1)
        try book.ledger.commit([Book.failure("logprob:policy", 1, 1, response: 2, reason: "too_long")], round: 1)
        try book.ledger.commit([Book.failure("sample", 2, 1)], round: 1)
        try book.ledger.commit([.promptLeftOut(PromptLeftOutFact(phase: .base, promptID: 3, reason: "prompt_too_long"))], round: 1)
        let funnel = try book.ledger.responseFunnel(query(samples: 4))
        #expect(funnel.planned == 16)
        #expect(funnel.usable == 1)
        let reasons = funnel.reasons.map { "\($0.reason) \($0.count)" }
        #expect(reasons == ["empty 1", "pending 7", "prompt_too_long 4", "sample_failed 1", "too_long 1", "unrewarded 1"])
    }

    @Test func aPromptThatWasLeftOutAfterItWasPartlyAnsweredIsCountedOnce() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0, 1])
        try book.ledger.commit([Book.failure("sample", 1, 2)], round: 1)
        try book.ledger.commit([.promptLeftOut(PromptLeftOutFact(phase: .base, promptID: 1, reason: "prompt_too_long"))], round: 1)
        let funnel = try book.ledger.responseFunnel(query(samples: 5))
        #expect(funnel.planned == 5)
        #expect(funnel.reasons.map { "\($0.reason) \($0.count)" } == ["pending 2", "prompt_too_long 2", "sample_failed 1"])
    }

    @Test func aRoundIsClosedOnceAndKeepsItsTime() throws {
        let book = try Book()
        try book.ledger.close(round: 1, at: 5)
        try book.ledger.close(round: 1, at: 6)
        #expect(try book.ledger.round(1)?.closedAt == 5)
    }

    private func query(samples: Int) -> AnswerQuery {
        AnswerQuery(
            round: 1,
            samples: samples,
            reward: "rm",
            policy: "policy",
            reference: nil,
            weightVersion: "",
            sources: [.given, .imported],
            excludesTruncated: false
        )
    }

    private func store(_ book: Book, name: String = "base") throws {
        let pair = PairRecord(
            promptID: 1,
            position: 0,
            chosenID: 1,
            rejectedID: 2,
            explicitMargin: 1,
            implicitMargin: nil,
            score: 1,
            rank: 1,
            kept: true
        )
        let record = SelectionRecord(round: 1, phase: .base, name: name, spec: "{}", statistics: "{}")
        let unpaired = [UnpairedRecord(promptID: 2, position: 1, reason: "pending")]
        let id = try book.ledger.store(record, pairs: [pair], unpaired: unpaired)
        #expect(try book.ledger.pairCounts(selection: id) == (1, 1))
        #expect(try book.ledger.promptReasons(selection: id).map { "\($0.reason) \($0.count)" } == ["pending 1"])
    }
}
