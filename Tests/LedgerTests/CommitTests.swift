import GRDB
import Testing

@testable import Ledger

/// Facts are written once, whole transactions at a time, and the tally goes with them.
@Suite struct CommitTests {
    @Test(arguments: [
        [Fact.response(Book.response(1, 0)), .response(Book.response(1, 0, text: "again"))],
        [Fact.response(Book.response(1, 0)), Book.reward(1), Book.reward(1, 0.9)],
        [Fact.response(Book.response(1, 0)), Book.logprob(1), Book.logprob(1, -4)],
    ])
    func aFactThatIsThereIsRefusedWithItsWholeTransaction(_ facts: [Fact]) throws {
        let book = try Book()
        #expect(throws: DatabaseError.self) { try book.ledger.commit(facts, round: 1) }
        #expect(try book.all("SELECT count(*) FROM response") == ["0"])
        #expect(try book.all("SELECT count(*) FROM reward") == ["0"])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func aFactOfAnEarlierCommitIsRefusedAndWhatCameWithItIsNotKept() throws {
        let book = try Book()
        try book.respond(1, [0])
        #expect(throws: DatabaseError.self) {
            try book.ledger.commit(
                [.response(Book.response(2, 0)), Book.failure("sample", 3, 0), .response(Book.response(1, 0))],
                round: 1
            )
        }
        #expect(try book.all("SELECT prompt_id, sample FROM response") == ["1|0"])
        #expect(try book.all("SELECT count(*) FROM failure") == ["0"])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func aNewNameOfATransactionThatFailedIsNoNameAfterwards() throws {
        let book = try Book()
        try book.respond(1, [0])
        #expect(throws: DatabaseError.self) {
            try book.ledger.commit([Book.reward(1, 1, name: "new"), Book.reward(1, 1, name: "new")], round: 1)
        }
        #expect(try book.all("SELECT count(*) FROM name WHERE text = 'new'") == ["0"])
        try book.ledger.commit([Book.failure("other", 1, 0)], round: 1)
        try book.ledger.commit([Book.reward(1, 1, name: "new")], round: 1)
        #expect(try book.all("SELECT name, score FROM v_reward") == ["new|1.0"])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func aNumberThatIsNotFiniteIsRefused(_ number: Double) throws {
        let book = try Book()
        try book.respond(1, [0])
        #expect(throws: LedgerError.self) { try book.ledger.commit([Book.reward(1, number)], round: 1) }
        #expect(throws: LedgerError.self) { try book.ledger.commit([Book.logprob(1, number)], round: 1) }
        var sampled = Book.response(1, 1)
        sampled.sampledLogprobs = [-1, number]
        #expect(throws: LedgerError.self) { try book.ledger.commit([.response(sampled)], round: 1) }
        #expect(try book.all("SELECT count(*) FROM response") == ["1"])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func numbersComeBackToTheLastBit() throws {
        let book = try Book()
        try book.respond(1, [0, 1])
        let odd = [0.1 + 0.2, -1.797_693_134_862_315_7e308]
        try book.ledger.commit([Book.reward(1, odd[0]), Book.reward(2, odd[1])], round: 1)
        let read = try book.ledger.database.read { try Double.fetchAll($0, sql: "SELECT score FROM reward ORDER BY response_id") }
        #expect(read == odd)
    }

    @Test func aZeroCharacterOfAModelDoesNotCutItsText() throws {
        let book = try Book()
        try book.respond(1, [0], text: "before\u{0}after")
        try book.respond(1, [1], text: "\u{0}")
        #expect(try book.all("SELECT text FROM response ORDER BY id") == ["before\u{FFFD}after", "\u{FFFD}"])
        #expect(try book.rewards().work.flatMap(\.responses).map(\.text) == ["before\u{FFFD}after", "\u{FFFD}"])
    }

    @Test func aZeroCharacterInAnErrorDoesNotCutItsSentence() throws {
        let book = try Book()
        try book.ledger.commit([Book.failure("sample", 1, 0, error: "said \u{0} and more")], round: 1)
        #expect(try book.ledger.lastFailures(round: 1, limit: 1).map(\.error) == ["said \u{FFFD} and more"])
    }

    @Test func aZeroCharacterInAPromptsOwnIdDoesNotCutIt() throws {
        let ledger = try Ledger.inMemory()
        var prompt = Book.prompt(0)
        prompt.externalID = "a\u{0}b"
        try ledger.begin(RunRecord(name: "r", seed: 1, createdAt: 1, createdBy: "0"), configuration: nil, pool: [prompt], dropped: [])
        let ids = try ledger.database.read { try String.fetchAll($0, sql: "SELECT external_id FROM prompt") }
        #expect(ids == ["a\u{FFFD}b"])
    }

    @Test func sampledLogprobsAreRecordedWithTheirResponse() throws {
        let book = try Book()
        var fact = Book.response(1, 0)
        fact.sampledLogprobs = [-0.25, -1.5]
        fact.keepsTokenLogprobs = true
        try book.ledger.commit([.response(fact)], round: 1)
        #expect(try book.all("SELECT model, source, sum, tokens FROM v_logprob") == ["policy|sampled|-1.75|2"])
        #expect(try book.all("SELECT hex(logprobs) FROM logprob_tokens").first?.isEmpty == false)
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func tokensOfAPromptAreKeptOnceAndTheFirstOnesStay() throws {
        let book = try Book()
        func fact(_ tokens: [Int32]) -> Fact {
            .promptTokens(PromptTokensFact(promptID: 1, model: "policy", templateHash: "t", tokens: tokens))
        }
        try book.ledger.commit([fact([1, -2, Int32.max])], round: 1)
        try book.ledger.commit([fact([9])], round: 1)
        #expect(try book.samples(1).work.first?.promptTokens == [1, -2, Int32.max])
    }

    @Test func aPromptIsLeftOutOnce() throws {
        let book = try Book()
        let fact = Fact.promptLeftOut(PromptLeftOutFact(phase: .base, promptID: 2, reason: "prompt_too_long"))
        try book.ledger.commit([fact, fact], round: 1)
        try book.ledger.commit([fact], round: 1)
        #expect(try book.ledger.tally().filter { $0.kind == "prompt_left_out" }.map(\.count) == [1])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func beginningARunTwiceIsRefused() throws {
        let book = try Book()
        let run = RunRecord(name: "other", seed: 2, createdAt: 1, createdBy: "0")
        #expect(throws: DatabaseError.self) { try book.ledger.begin(run, configuration: nil, pool: [Book.prompt(9)], dropped: []) }
        #expect(try book.ledger.pool().count == 3)
    }
}
