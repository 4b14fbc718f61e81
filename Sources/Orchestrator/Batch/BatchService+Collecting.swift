import Inference
import Ledger
import Platform

/// What a batch that is over brings.
extension BatchService {
    /// Fetches the answers and commits them. What an earlier collecting committed is passed over, so that it may be cut off anywhere.
    func collect(_ batch: BatchRecord) async throws {
        guard let files = try await fetch(batch) else {
            if situation.stopReason != nil { situation.unobtainable.insert(batch.number) }
            return
        }
        let open = try await book { [work] in try work.open(batch.number).map { OpenItem(item: $0.item, work: $0.work) } }
        var collector = BatchCollector(
            work,
            batch,
            open: open.map { ($0.item, $0.work) },
            files: files,
            retry: limits.retry,
            account: progress.name
        )
        while let settlement = collector.next() {
            try await commit(settlement, batch)
            if control.isEnding { throw CancellationError() }
        }
        if isCutOff(batch, collector), downloads[batch.number, default: 0] < limits.downloads {
            let error = BackendError(.malformedReply, "\(client.address.authority): the answers to batch \(batch.number) are not whole")
            try await bear(error)
            // Some are called over before the names of their files are there.
            return try await ask(batch)
        }
        if collector.linesRead == 0, collector.unreadable > 0 {
            let place = "\(client.address.authority): the answers to batch \(batch.number) (\(Shown.name(batch.batchID ?? "")))"
            situation.unobtainable.insert(batch.number)
            situation.stopReason = "\(place) cannot be read, \(limits.downloads) times over; resume to try again"
            return
        }
        try await commit(collector.rest(at: now()), batch)
        end(batch, collector)
    }

    private struct OpenItem: Sendable {
        var item: BatchItem
        var work: Work
    }

    /// The files of answers and errors; nil where they could not be had.
    private func fetch(_ batch: BatchRecord) async throws -> [[UInt8]]? {
        downloads[batch.number, default: 0] += 1
        var files: [[UInt8]] = []
        for id in [batch.outputFileID, batch.errorFileID].compactMap({ $0 }) {
            guard let bytes = try await reach({ [client] in try await client.content(ofFile: id) }) else { return nil }
            files.append(bytes)
        }
        return files
    }

    /// Lines are missing that the provider says it has.
    private func isCutOff(_ batch: BatchRecord, _ collector: BatchCollector) -> Bool {
        if collector.linesLeft == 0 { return false }
        let told = batch.completed + batch.failed
        let expected = told > 0 ? told : (batch.status == "completed" ? batch.lines : 0)
        return collector.unreadable > 0 || batch.lines - collector.linesLeft < expected
    }

    private func commit(_ settlement: BatchSettlement, _ batch: BatchRecord) async throws {
        try await book { [ledger] in try ledger.commit(settlement, batch: batch.number, round: batch.round) }
        count(settlement.facts)
    }

    /// What follows from a batch that is collected.
    private func end(_ batch: BatchRecord, _ collector: BatchCollector) {
        readAgain()
        pace.hurry()
        notice(.info("batch \(batch.number) \(batch.status ?? "over"): \(collector.answered) of \(batch.lines) requests answered"))
        let name = "batch \(batch.number) (\(Shown.name(batch.batchID ?? "")))"
        if let reason = collector.stopReason {
            situation.stopReason = reason
        } else if batch.status == "failed" {
            let words = batch.error ?? "no reason was given"
            situation.stopReason = "\(client.address.authority) refused \(name): \(words); resume once that is mended"
        } else if batch.status == "cancelled" {
            let place = client.address.authority
            situation.stopReason = "\(name) was cancelled at \(place); what it answered is recorded, resume to ask for the rest"
        } else if collector.givenUp > 0 {
            situation.stopReason = tooManyGivenUp
        }
    }
}
