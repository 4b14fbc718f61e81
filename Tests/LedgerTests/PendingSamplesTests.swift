import Testing

@testable import Ledger

/// Responses that are still missing: the plan minus the facts minus what was given up.
@Suite struct PendingSamplesTests {
    @Test func aFreshRoundLacksEverythingInPlanOrder() throws {
        let work = try Book().samples(3)
        #expect(work.work.map(\.position) == [0, 1, 2])
        #expect(work.work.map(\.promptID) == [1, 2, 3])
        #expect(work.work.map(\.promptHash) == [1, 2, 3])
        #expect(work.work.map(\.samples) == [[0, 1, 2], [0, 1, 2], [0, 1, 2]])
        #expect(work.work.map(\.messages[0].content) == ["question 0", "question 1", "question 2"])
        #expect(work.exhausted)
    }

    @Test func whatIsThereIsNotAskedForAndEveryGapIsARequestOfItsOwn() throws {
        let book = try Book()
        try book.respond(1, [0, 1, 2, 3, 4])
        try book.respond(2, [1, 3])
        try book.ledger.commit([Book.failure("sample", 2, 4)], round: 1)
        #expect(try book.samples(5).work.map { [$0.promptID] + $0.samples.map(Int64.init) } == [[2, 0], [2, 2], [3, 0, 1, 2, 3, 4]])
    }

    @Test func moreSamplesLaterAreMissingFacts() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0, 1])
        #expect(try book.samples(2).work.isEmpty)
        #expect(try book.samples(4).work.map(\.samples) == [[2, 3]])
    }

    @Test(arguments: [([], []), ([0], [[0]]), ([0, 1, 2], [[0, 1, 2]]), ([1, 3, 4, 9], [[1], [3, 4], [9]])] as [([Int], [[Int]])])
    func numbersAreCutIntoRunsWithoutGaps(_ numbers: [Int], _ runs: [[Int]]) {
        #expect(Ledger.runs(of: numbers) == runs)
    }

    @Test func givenUpOnesAreLeftAloneUntilTheyAreRevived() throws {
        let book = try Book(prompts: 1)
        try book.ledger.commit([Book.failure("sample", 1, 0), Book.failure("sample", 1, 1)], round: 1)
        #expect(try book.samples(2).work.isEmpty)
        #expect(try book.samples(3).work.map(\.samples) == [[2]])
        #expect(try book.ledger.reviveFailures(rounds: [1]) == 2)
        #expect(try book.samples(2).work.map(\.samples) == [[0, 1]])
        #expect(try book.ledger.tallyFaults().isEmpty)
        #expect(try book.ledger.reviveFailures(rounds: [1]) == 0)
    }

    @Test func anItemThatFailedWasRevivedAndFailsAgainIsGivenUpAgain() throws {
        let book = try Book(prompts: 1)
        for _ in 0..<2 {
            try book.ledger.commit([Book.failure("sample", 1, 0)], round: 1)
            #expect(try book.samples(1).work.isEmpty)
            _ = try book.ledger.reviveFailures(rounds: [1])
        }
        try book.respond(1, [0])
        #expect(try book.samples(1).work.isEmpty)
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func revivingTouchesOnlyTheRoundsThatWereNamed() throws {
        let book = try Book(prompts: 1)
        try book.plan(2)
        try book.ledger.commit([Book.failure("sample", 1, 0)], round: 1)
        try book.ledger.commit([Book.failure("sample", 1, 0)], round: 2)
        #expect(try book.ledger.reviveFailures(rounds: [2]) == 1)
        #expect(try book.samples(1).work.isEmpty)
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func failuresOfOtherStagesDoNotCount() throws {
        let book = try Book(prompts: 1)
        try book.ledger.commit([Book.failure("reward:rm", 1, 0)], round: 1)
        #expect(try book.samples(1).work.map(\.samples) == [[0]])
    }

    @Test func aPromptThatWasLeftOutIsNotAskedForAgain() throws {
        let book = try Book()
        try book.ledger.commit([.promptLeftOut(PromptLeftOutFact(phase: .base, promptID: 2, reason: "prompt_too_long"))], round: 1)
        #expect(try book.samples(1).work.map(\.promptID) == [1, 3])
    }

    @Test func pagesFollowOneAnotherWithoutGapOrOverlap() throws {
        let book = try Book(prompts: 5)
        try book.respond(2, [0])
        var found: [Int64] = []
        var page = try book.samples(1, limit: 2)
        found += page.work.map(\.promptID)
        while !page.exhausted {
            page = try book.samples(1, after: page.cursor, limit: 2)
            found += page.work.map(\.promptID)
        }
        #expect(found == [1, 3, 4, 5])
    }

    @Test func anotherRoundsResponsesDoNotCount() throws {
        let book = try Book(prompts: 1)
        try book.plan(2)
        try book.respond(1, [0], round: 2)
        #expect(try book.samples(1).work.map(\.samples) == [[0]])
        #expect(try book.ledger.round(2)?.firstResponse == 1)
    }
}
