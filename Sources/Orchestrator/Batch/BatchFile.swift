import Inference
import Ledger
import Platform

/// Writes the file of a batch. Blocks.
struct BatchFile {
    let work: any BatchedWork
    let limits: BatchLimits
    let folder: RunFolder
    let endpoint: String

    /// A written file that nobody recorded yet.
    struct Plan {
        /// Nil where no work needs a request.
        var record: BatchRecord?
        var items: [BatchItem]
        /// Facts that need no request: what is clear without asking, what cannot be asked.
        var facts: [Fact]
    }

    /// Prompts read from the ledger at once.
    private static let pageSize = 512

    /// Writes the file of the batch `number` with work that no batch carries; nil where there is none.
    ///
    /// - Parameter cursor: Where in the pending work to begin; where the next file begins afterwards.
    func write(number: Int, _ ledger: Ledger, from cursor: inout Int64, at time: Double) throws -> Plan? {
        let out = try ledger.subjectsOut(round: work.round, stage: work.stage)
        let history = try ledger.batchHistory(round: work.round, stage: work.stage)
        let leftOut = try ledger.refusedBatchFields(model: work.model, endpoint: endpoint)
        let path = Self.path(number)
        try RunFolder.create(folder.absolute(Self.folderName))
        let file = try AtomicFile(path: folder.absolute(path))
        var writer = Writer(limits: limits)
        var facts: [Fact] = []
        reading: while true {
            let page = try work.page(after: cursor, limit: Self.pageSize)
            for pending in page.work {
                let prompt = work.item(for: pending).promptID
                let known = history[prompt] ?? BatchHistory()
                for part in work.parts(of: pending, without: out[prompt] ?? [], alone: known.alone, leavingOut: leftOut) {
                    var item = work.item(for: part)
                    item.attempt = 1 + (known.failures[item.subjects] ?? 0)
                    let bodies = try bodies(of: part, item, leftOut, &facts)
                    if bodies.isEmpty { continue }
                    // The page is read again for the next file: what this one holds is out then.
                    guard try writer.add(item, bodies, longestReply: work.longestReply(to: part), to: file) else { break reading }
                }
            }
            cursor = page.cursor
            if page.exhausted { break }
        }
        guard !writer.items.isEmpty else { return facts.isEmpty ? nil : Plan(record: nil, items: [], facts: facts) }
        let receipt = try file.commit()
        let record = BatchRecord(
            number: number,
            round: work.round,
            stage: work.stage,
            model: work.model,
            endpoint: endpoint,
            path: path,
            lines: writer.lines,
            bytes: receipt.bytes,
            sha256: receipt.sha256,
            leftOut: leftOut,
            plannedAt: time
        )
        return Plan(record: record, items: writer.items, facts: facts)
    }

    /// The bodies of the requests that work needs. Where it needs none, or cannot be asked for at all, `facts` get what is known of it.
    private func bodies(of part: Work, _ item: BatchItem, _ leftOut: Set<String>, _ facts: inout [Fact]) throws -> [[UInt8]] {
        do {
            let bodies = try work.bodies(for: part, leavingOut: leftOut)
            if bodies.isEmpty { facts += work.read([], of: item, part, leftOut: leftOut).facts }
            return bodies
        } catch {
            guard error.failure == .rejected || error.failure == .tooLong else { throw error }
            let reason = error.failure.rawValue
            let failures = part.failures(stage: work.stage, model: work.model, attempts: 0, reason: reason, error: error.message)
            facts += failures.map { .failure($0) }
            return []
        }
    }

    private static let folderName = "batches"

    /// The file of a batch, relative to the run's folder.
    static func path(_ number: Int) -> String {
        let digits = String(number)
        return "\(folderName)/\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits).jsonl"
    }

    /// Fills a file up to its limits.
    private struct Writer {
        let limits: BatchLimits
        var items: [BatchItem] = []
        var lines = 0
        private var bytes = 0
        private var replyBytes = 0

        init(limits: BatchLimits) {
            self.limits = limits
        }

        /// False where the item does not fit any more; the first one always does.
        mutating func add(_ item: BatchItem, _ bodies: [[UInt8]], longestReply: Int, to file: AtomicFile) throws -> Bool {
            var item = item
            item.position = items.count
            item.lines = bodies.count
            let texts = bodies.indices.map { ChatBatch.line(item.lineID($0), bodies[$0]) }
            let size = texts.reduce(0) { $0 + $1.count }
            let fits: Bool =
                lines + texts.count <= limits.lines && bytes + size <= limits.bytes && replyBytes + longestReply <= limits.replyBytes
            guard fits || items.isEmpty else { return false }
            for text in texts { try file.write(text) }
            items.append(item)
            lines += texts.count
            bytes += size
            replyBytes += longestReply
            return true
        }
    }
}
