import Testing

@testable import Ledger

/// Which responses are annotated is decided once, and the reward models are asked about no others.
@Suite struct AnnotationsTests {
    private let query = AnswerQuery(
        round: 1,
        samples: 3,
        reward: "rm",
        policy: "policy",
        reference: nil,
        weightVersion: "",
        sources: [.given],
        excludesTruncated: true
    )

    private func book() throws -> Book {
        let book = try Book()
        try book.respond(1, [0, 1, 2])
        try book.respond(2, [0], text: "other")
        try book.respond(2, [1], text: " \n")
        return book
    }

    private func pending(_ book: Book, annotatedOnly: Bool) throws -> [Int64] {
        let page = try book.ledger.pendingRewards(round: 1, name: "rm", annotatedOnly: annotatedOnly, after: 0, limit: 100)
        return page.work.flatMap(\.responses).map(\.id)
    }

    @Test func whatWasNotChosenIsNotRewarded() throws {
        let book = try book()
        #expect(try pending(book, annotatedOnly: true).isEmpty)
        try book.ledger.annotate([1, 3], round: 1, phase: .base, reason: "aepo")
        #expect(try pending(book, annotatedOnly: true) == [1, 3])
        #expect(try pending(book, annotatedOnly: false) == [1, 3])
        let work = try book.ledger.pendingComparisons(round: 1, name: "rm", annotatedOnly: true, after: 0, limit: 100).work
        #expect(work.map { $0.responses.map(\.id) } == [[1, 3]])
        #expect(
            try book.all("SELECT prompt_id, sample, chosen, reason FROM v_annotation ORDER BY response_id")
                == ["1|0|1|aepo", "1|1|0|aepo", "1|2|1|aepo", "2|0|0|aepo", "2|1|0|aepo"]
        )
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func aDecisionStandsAndLaterResponsesGetTheirOwn() throws {
        let book = try book()
        try book.ledger.annotate([1], round: 1, phase: .base, reason: "aepo")
        try book.ledger.annotate([2], round: 1, phase: .base, reason: "aepo")
        #expect(try book.all("SELECT response_id FROM annotation WHERE chosen = 1") == ["1"])
        try book.respond(3, [0, 1])
        #expect(try book.ledger.annotationMaterial(query).decisions == [true, false, false, false, nil, nil])
        try book.ledger.annotate([7], round: 1, phase: .base, reason: "aepo")
        #expect(try pending(book, annotatedOnly: true) == [1, 7])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func whatIsChosenFromHasLogprobsAndTextsAndNoRewards() throws {
        let book = try book()
        try book.ledger.commit([Book.logprob(1, -3), Book.logprob(1, -4, source: .imported), Book.logprob(4, -5)], round: 1)
        let material = try book.ledger.annotationMaterial(query)
        #expect(material.answers.responseIDs == [1, 2, 3, 4])
        #expect(material.texts == ["answer", "answer", "answer", "other"])
        let table = material.answers.table
        #expect(table.policyLogprobs[0] == -3 && table.policyLogprobs[1].isNaN && table.policyLogprobs[3] == -5)
        #expect(table.textIdentities == [0, 0, 0, 0] && table.promptCount == 2)
        #expect(table.answers(of: 1) == 3..<4)
    }

    @Test func theyCountInTheFunnel() throws {
        let book = try book()
        try book.ledger.annotate([1, 3], round: 1, phase: .base, reason: "aepo")
        let funnel = try book.ledger.responseFunnel(query)
        #expect(funnel.reasons.first { $0.reason == "not_annotated" }?.count == 2)
        #expect(funnel.usable + funnel.reasons.reduce(0) { $0 + $1.count } == funnel.planned)
    }
}
