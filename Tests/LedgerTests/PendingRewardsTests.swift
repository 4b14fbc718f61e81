import Testing

@testable import Ledger

/// Responses that lack a reward, grouped so that one request may carry all of a prompt.
@Suite struct PendingRewardsTests {
    @Test func responsesOfOnePromptShareARequest() throws {
        let book = try Book()
        try book.respond(2, [0, 1])
        try book.respond(1, [0, 1, 2])
        let page = try book.rewards()
        #expect(page.work.map(\.promptID) == [2, 1])
        #expect(page.work.map { $0.responses.map(\.sample) } == [[0, 1], [0, 1, 2]])
        #expect(page.work.map { $0.responses.map(\.id) } == [[1, 2], [3, 4, 5]])
        #expect(page.exhausted)
    }

    @Test func aPageThatEndsInsideAPromptLeavesItToTheNextOne() throws {
        let book = try Book()
        for prompt: Int64 in 1...3 { try book.respond(prompt, [0, 1, 2]) }
        let first = try book.rewards(limit: 5)
        #expect(first.work.map { $0.responses.count } == [3])
        #expect(!first.exhausted)
        let second = try book.rewards(after: first.cursor, limit: 5)
        #expect(second.work.map { $0.responses.map(\.id) } == [[4, 5, 6]])
        let third = try book.rewards(after: second.cursor, limit: 5)
        #expect(third.work.map { $0.responses.map(\.id) } == [[7, 8, 9]])
        #expect(third.exhausted)
    }

    @Test func aPromptWithMoreResponsesThanAPageIsCutAndNotLost() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0, 1, 2, 3, 4])
        var found: [Int64] = []
        var page = try book.rewards(limit: 2)
        found += page.work.flatMap(\.responses).map(\.id)
        while !page.exhausted {
            page = try book.rewards(after: page.cursor, limit: 2)
            found += page.work.flatMap(\.responses).map(\.id)
        }
        #expect(found == [1, 2, 3, 4, 5])
    }

    @Test func rewardedGivenUpAndBlankOnesAreLeftAlone() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0, 1, 2])
        try book.respond(1, [3, 4], text: " \n\t\u{0B}\u{0C}\r")
        try book.respond(1, [5], text: "")
        try book.ledger.commit([Book.reward(1), Book.failure("reward:rm", 1, 1, response: 2)], round: 1)
        #expect(try book.rewards().work.flatMap(\.responses).map(\.id) == [3])
        _ = try book.ledger.reviveFailures(rounds: [1])
        #expect(try book.rewards().work.flatMap(\.responses).map(\.id) == [2, 3])
    }

    @Test func anotherRewardIsAnotherFact() throws {
        let book = try Book(prompts: 1)
        try book.respond(1, [0])
        try book.ledger.commit([Book.reward(1, name: "other"), Book.failure("reward:other", 1, 0, response: 1)], round: 1)
        #expect(try book.rewards().work.count == 1)
    }
}
