import Testing

@testable import Ledger

/// Batches are recorded so that whoever comes next knows what is out and what became of it.
@Suite struct BatchesOfALedgerTests {
    private let book: Book

    init() throws {
        book = try Book(prompts: 3)
    }

    private func record(_ number: Int) -> BatchRecord {
        BatchRecord(
            number: number,
            round: 1,
            stage: "sample",
            model: "policy",
            endpoint: "http://provider",
            path: "batches/00\(number).jsonl",
            lines: 2,
            bytes: 10,
            sha256: "ab",
            leftOut: ["seed", "n"],
            plannedAt: 5
        )
    }

    private func item(_ position: Int, prompt: Int64, _ subjects: [Int64]) -> BatchItem {
        BatchItem(position: position, customID: "p\(prompt)-s\(subjects[0])", promptID: prompt, subjects: subjects, attempt: 1)
    }

    private func plan(_ number: Int, _ items: BatchItem...) throws {
        try book.ledger.plan(record(number), items: items)
    }

    private func open(_ batch: Int) throws -> [BatchItem] {
        try book.ledger.openSampleItems(batch: batch, round: 1, phase: .base)
    }

    @Test func aBatchIsReadAsItWasWritten() throws {
        try plan(1, item(0, prompt: 1, [0, 1]))
        #expect(try book.ledger.batches() == [record(1)])
        var changed = record(1)
        changed.fileID = "file-1"
        changed.batchID = "batch_1"
        changed.createdAt = 7
        changed.status = "expired"
        changed.completed = 1
        changed.failed = 1
        changed.outputFileID = "file-2"
        changed.errorFileID = "file-3"
        changed.error = "late"
        try book.ledger.update(changed)
        #expect(try book.ledger.batches(round: 1, stage: "sample") == [changed])
        #expect(try book.ledger.batches(round: 2).isEmpty && book.ledger.batches(stage: "reward:rm").isEmpty)
        #expect(try book.ledger.nextBatchNumber() == 2)
        #expect(changed.isOver && !changed.isCollected)
    }

    @Test func whatIsOutIsKnownUntilItIsSettled() throws {
        try plan(1, item(0, prompt: 1, [0, 1]), item(1, prompt: 2, [1]))
        try plan(2, item(0, prompt: 1, [2]))
        #expect(try book.ledger.subjectsOut(round: 1, stage: "sample") == [1: [0, 1, 2], 2: [1]])
        try book.ledger.commit(BatchSettlement(outcomes: [0: .answered]), batch: 1, round: 1)
        #expect(try book.ledger.subjectsOut(round: 1, stage: "sample") == [1: [2], 2: [1]])
        try book.ledger.commit(BatchSettlement(outcomes: [1: .failed("timed_out")], collectedAt: 9), batch: 1, round: 1)
        #expect(try book.ledger.subjectsOut(round: 1, stage: "sample") == [1: [2]])
        #expect(try book.ledger.batches().map(\.isCollected) == [true, false])
    }

    @Test func factsOutcomesAndTokensAreOneTransaction() throws {
        try plan(1, item(0, prompt: 1, [0]), item(1, prompt: 2, [0]))
        let first = BatchSettlement(facts: [.response(Book.response(1, 0))], outcomes: [0: .answered], promptTokens: 3, completionTokens: 4)
        try book.ledger.commit(first, batch: 1, round: 1)
        // The same once more: the response is there, and nothing of it is written.
        #expect(throws: (any Error).self) { try book.ledger.commit(first, batch: 1, round: 1) }
        let second = BatchSettlement(outcomes: [0: .answered, 1: .answered], promptTokens: 100)
        #expect(throws: LedgerError.self) { try book.ledger.commit(second, batch: 1, round: 1) }
        #expect(try book.ledger.batches().map { [$0.promptTokens, $0.completionTokens] } == [[3, 4]])
        #expect(try open(1).map(\.position) == [1])
        #expect(try book.ledger.tallyFaults().isEmpty)
    }

    @Test func openItemsSayWhatIsThereAlready() throws {
        try plan(1, item(0, prompt: 2, [0, 1, 2]))
        try book.respond(2, [1])
        try book.ledger.commit([Book.failure("sample", 2, 2)], round: 1)
        let found = try #require(try open(1).first)
        #expect(found.subjects == [0, 1, 2] && found.settled == [1, 2] && found.promptHash == 2)
    }

    @Test func openItemsOfRewardsHoldTheirResponses() throws {
        try book.respond(1, [0, 1, 2], text: "answer")
        var batch = record(1)
        batch.stage = "reward:rm"
        try book.ledger.plan(batch, items: [item(0, prompt: 1, [1, 2, 3])])
        try book.ledger.commit([Book.reward(2), Book.failure("reward:rm", 1, 2, response: 3)], round: 1)
        let found = try #require(try book.ledger.openRewardItems(batch: 1, name: "rm").first)
        #expect(found.item.settled == [2, 3])
        #expect(found.work.responses.map(\.sample) == [0, 1, 2] && found.work.messages[0].content == "question 0")
    }

    @Test func historyCountsFailuresAndNothingElse() throws {
        try plan(1, item(0, prompt: 1, [0, 1]), item(1, prompt: 2, [0]), item(2, prompt: 3, [0, 1]))
        try plan(2, item(0, prompt: 1, [0, 1]), item(1, prompt: 2, [0]))
        let one: [Int: BatchOutcome] = [0: .failed("timed_out"), 1: .unanswered, 2: .split]
        try book.ledger.commit(BatchSettlement(outcomes: one), batch: 1, round: 1)
        try book.ledger.commit(BatchSettlement(outcomes: [0: .failed("server_error"), 1: .refusedField("seed")]), batch: 2, round: 1)
        let history = try book.ledger.batchHistory(round: 1, stage: "sample")
        #expect(history[1]?.failures == [[0, 1]: 2] && history[2] == nil && history[3]?.alone == [0, 1])
        #expect(try book.ledger.refusedBatchFields(model: "policy", endpoint: "http://provider") == ["seed"])
        #expect(try book.ledger.refusedBatchFields(model: "other", endpoint: "http://provider").isEmpty)
        #expect(
            try book.all("SELECT outcome FROM v_batch_item ORDER BY batch, position") == [
                "failed:timed_out", "unanswered", "split", "failed:server_error", "refused_field:seed",
            ]
        )
    }

    @Test func aCollectedBatchIsNotChangedAnyMore() throws {
        try plan(1, item(0, prompt: 1, [0]))
        try book.ledger.commit(BatchSettlement(outcomes: [0: .answered], collectedAt: 9), batch: 1, round: 1)
        var late = record(1)
        late.status = "failed"
        try book.ledger.update(late)
        #expect(try book.ledger.batches().map(\.status) == [nil])
    }

    @Test func peopleSeeNamesInTheView() throws {
        try plan(1, item(0, prompt: 1, [0]))
        #expect(try book.all("SELECT stage, model, endpoint, path FROM v_batch") == ["sample|policy|http://provider|batches/001.jsonl"])
    }
}
