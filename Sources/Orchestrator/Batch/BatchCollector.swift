import Inference
import Ledger
import Scheduling

/// Turns the answers to a batch into commits: facts and outcomes of whole items, in the order the lines come.
///
/// Lines of unknown names and second lines of the same name are passed over; so are items that an earlier collecting settled.
struct BatchCollector {
    private let work: any BatchedWork
    private let record: BatchRecord
    private let retry: RetryPolicy
    /// The stage as spending names it.
    private let account: String
    private var files: [BatchLines]
    private var open: [Int: (item: BatchItem, work: Work)] = [:]
    /// Which line of which item a name stands for.
    private var places: [String: (item: Int, line: Int)] = [:]
    /// Lines of items that have several, until all are there.
    private var parts: [Int: [Int: BatchLine]] = [:]
    /// Lines that stand for themselves: each read once.
    private(set) var linesRead = 0
    private(set) var givenUp = 0
    private(set) var stopReason: String?
    private(set) var answered = 0
    /// Lines read since the last commit.
    private var requests = 0

    /// - Parameters:
    ///   - files: The file of answers and the file of errors, as far as there are any.
    ///   - account: The stage as spending names it.
    init(
        _ work: any BatchedWork,
        _ record: BatchRecord,
        open: [(item: BatchItem, work: Work)],
        files: [[UInt8]],
        retry: RetryPolicy,
        account: String
    ) {
        self.account = account
        self.work = work
        self.record = record
        self.retry = retry
        self.files = files.map { BatchLines($0) }
        for entry in open {
            self.open[entry.item.position] = entry
            for line in 0..<entry.item.lines { places[entry.item.lineID(line)] = (entry.item.position, line) }
        }
    }

    var unreadable: Int { files.reduce(0) { $0 + $1.unreadable } }
    /// Lines that nothing is known of yet.
    var linesLeft: Int { places.count }

    /// The next commit, of about as many facts as live answers are committed with; nil when every line is read.
    mutating func next() -> BatchSettlement? {
        var settlement = BatchSettlement()
        for index in files.indices {
            while let line = files[index].next() {
                take(line, &settlement)
                if max(settlement.facts.count, settlement.outcomes.count) >= GroupCommit<Fact>.limit { return priced(settlement) }
            }
        }
        return settlement.outcomes.isEmpty ? nil : priced(settlement)
    }

    /// The same with what its lines cost.
    private mutating func priced(_ settlement: BatchSettlement) -> BatchSettlement {
        var settlement = settlement
        let spend = SpendFact(
            stage: account,
            model: record.model,
            endpoint: record.endpoint,
            isBatch: true,
            requests: requests,
            promptTokens: settlement.promptTokens,
            completionTokens: settlement.completionTokens
        )
        requests = 0
        settlement.facts.append(.spend(spend))
        return settlement
    }

    /// Settles all items that no line came for: the last commit of the batch.
    mutating func rest(at time: Double) -> BatchSettlement {
        var settlement = BatchSettlement(collectedAt: time)
        for (position, entry) in open.sorted(by: { $0.key < $1.key }) {
            settle(position, entry, BatchReading([], .failed(silence)), &settlement)
        }
        open = [:]
        if record.status == "failed" { settlement.error = record.error }
        return settlement
    }

    private var silence: BackendError {
        let place = "batch \(record.number) (\(record.batchID ?? "")) at \(record.endpoint)"
        return switch record.status {
        case "expired": BackendError(.timedOut, "\(place) expired before this line was answered")
        case "cancelled", "failed", nil: BackendError(.cancelled, "\(place) ended before this line was tried")
        default: BackendError(.serverError, "\(place) is over and says nothing of this line")
        }
    }

    private mutating func take(_ line: BatchLine, _ settlement: inout BatchSettlement) {
        guard let place = places.removeValue(forKey: line.customID), let entry = open[place.item] else { return }
        linesRead += 1
        parts[place.item, default: [:]][place.line] = line
        guard let lines = parts[place.item], lines.count == entry.item.lines else { return }
        parts[place.item] = nil
        open[place.item] = nil
        requests += lines.count
        let ordered = lines.sorted { $0.key < $1.key }.map(\.value)
        for line in ordered {
            let usage = BatchUsage(body: line.body)
            settlement.promptTokens += usage.promptTokens
            settlement.completionTokens += usage.completionTokens
        }
        settle(place.item, entry, work.read(ordered, of: entry.item, entry.work, leftOut: record.leftOut), &settlement)
    }

    private mutating func settle(
        _ position: Int,
        _ entry: (item: BatchItem, work: Work),
        _ reading: BatchReading,
        _ settlement: inout BatchSettlement
    ) {
        settlement.facts += reading.facts
        switch reading.fault {
        case nil:
            settlement.outcomes[position] = .answered
            answered += 1
        case .refusedField(let field):
            settlement.outcomes[position] = .refusedField(field)
        case .failed(let error):
            guard let left = entry.work.without(entry.item.settled, reading.facts) else {
                settlement.outcomes[position] = .answered
                return
            }
            let verdict = BatchVerdict(error, entry.item, left, stage: record.stage, model: record.model, retry: retry)
            settlement.facts += verdict.facts
            settlement.outcomes[position] = verdict.outcome
            settlement.error = error.message
            givenUp += verdict.givenUp
            stopReason = stopReason ?? verdict.stopReason
        }
    }
}

extension Work {
    /// What is left of it when these subjects and these facts are there; nil is nothing.
    fileprivate func without(_ settled: Set<Int64>, _ facts: [Fact]) -> Work? {
        switch self {
        case .sample(var work):
            let now = facts.compactMap { if case .response(let fact) = $0 { fact.sample } else { nil } }
            work.samples.removeAll { settled.contains(Int64($0)) || now.contains($0) }
            return work.samples.isEmpty ? nil : .sample(work)
        case .reward(var work):
            let now = facts.compactMap { if case .reward(let fact) = $0 { fact.responseID } else { nil } }
            work.responses.removeAll { settled.contains($0.id) || now.contains($0.id) }
            return work.responses.isEmpty ? nil : .reward(work)
        case .rewrite, .logprob, .embedding: return self
        }
    }
}
