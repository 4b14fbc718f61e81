import Ledger
import Testing

@testable import Orchestrator

/// What comes next for the batches of a stage follows from their records.
@Suite struct TheNextStepOfBatchesTests {
    private func batch(_ number: Int, file: Bool = true, batch: Bool = true, status: String? = nil, collected: Bool = false) -> BatchRecord
    {
        var record = BatchRecord(
            number: number,
            round: 1,
            stage: "sample",
            model: "m",
            endpoint: "e",
            path: "batches/001.jsonl",
            lines: 1,
            bytes: 1,
            sha256: "",
            plannedAt: 0
        )
        record.fileID = file ? "file-\(number)" : nil
        record.batchID = file && batch ? "batch_\(number)" : nil
        record.status = status
        record.collectedAt = collected ? 1 : nil
        return record
    }

    private func situation(_ change: (inout BatchSituation) -> Void = { _ in }) -> BatchSituation {
        var situation = BatchSituation()
        situation.mayHaveWork = false
        change(&situation)
        return situation
    }

    @Test func aStageWithoutBatchesWritesOneOrIsDone() {
        #expect(BatchStep.next([], BatchSituation()) == .plan)
        #expect(BatchStep.next([], situation()) == .done)
        #expect(BatchStep.next([batch(1, collected: true)], situation()) == .done)
        #expect(BatchStep.next([batch(1, collected: true)], BatchSituation()) == .plan)
    }

    @Test func aWrittenFileIsUploadedThenStartedBeforeTheNextIsWritten() {
        #expect(BatchStep.next([batch(1, file: false)], BatchSituation()) == .upload(1))
        #expect(BatchStep.next([batch(1, batch: false)], BatchSituation()) == .create(1))
        #expect(BatchStep.next([batch(1, status: "in_progress")], BatchSituation()) == .plan)
        #expect(BatchStep.next([batch(1), batch(2, file: false)], situation()) == .upload(2))
    }

    @Test func whoMayHaveStartedItLooksFirst() {
        #expect(BatchStep.next([batch(1, batch: false)], situation { $0.unsure = [1] }) == .find(1))
        #expect(BatchStep.next([batch(1, batch: false)], situation { $0.unsure = [2] }) == .create(1))
        #expect(BatchStep.next([batch(1, file: false)], situation { $0.unsure = [1] }) == .upload(1))
    }

    @Test(arguments: ["validating", "in_progress", "finalizing", "cancelling", "something_new"])
    func aBatchThatRunsIsWaitedFor(status: String) {
        #expect(BatchStep.next([batch(1, status: status)], situation()) == .wait)
    }

    @Test(arguments: ["completed", "failed", "expired", "cancelled"])
    func aBatchThatIsOverIsCollectedBeforeAnythingElse(status: String) {
        let batches = [batch(1, file: false), batch(2, status: status), batch(3)]
        #expect(BatchStep.next(batches, BatchSituation()) == .collect(2))
        #expect(BatchStep.next(batches, situation { $0.stopReason = "no" }) == .collect(2))
    }

    @Test func aFullProviderIsWaitedForAndNothingMoreIsWritten() {
        let full = situation {
            $0.creationWaits = true
            $0.mayHaveWork = true
        }
        #expect(BatchStep.next([batch(1), batch(2, batch: false)], full) == .wait)
        #expect(BatchStep.next([batch(2, batch: false)], full) == .wait)
    }

    @Test func aReasonToStopSendsNothingNewAndWaitsForNothing() {
        let stopping = situation { $0.stopReason = "the key is wrong" }
        for batches in [[], [batch(1)], [batch(1, file: false)], [batch(1, batch: false)]] {
            #expect(BatchStep.next(batches, stopping) == .stop("the key is wrong"))
        }
    }

    @Test func answersThatCannotBeHadAreNotAskedForInALoop() {
        let stopping = situation {
            $0.stopReason = "no such file"
            $0.unobtainable = [1]
        }
        #expect(BatchStep.next([batch(1, status: "completed")], stopping) == .stop("no such file"))
        #expect(BatchStep.next([batch(1, status: "completed"), batch(2, status: "expired")], stopping) == .collect(2))
    }
}
