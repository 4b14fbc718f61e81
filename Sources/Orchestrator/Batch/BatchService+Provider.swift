import Inference
import Ledger
import Platform

/// What is asked of the provider.
extension BatchService {
    /// Makes an exchange that a drain may cut off; nil where it brought nothing and is to be made again, or never again (`stopReason`).
    func reach<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result? {
        do {
            let result = try await control.interruptible(body)
            pace.reached()
            return result
        } catch let error as BackendError {
            try await bear(error)
            return nil
        }
    }

    /// Waits where waiting helps; else says why the run stops.
    func bear(_ error: BackendError) async throws {
        guard error.mayPass else {
            situation.stopReason = error.message
            return
        }
        guard let pause = pace.troubled(at: now(), retryAfter: error.retryAfter) else {
            let seconds = Int(limits.waitForBackend)
            situation.stopReason = "\(error.message) (waited \(seconds) s: limits.wait_for_backend); resume when it answers again"
            return
        }
        try await self.pause(pause)
    }

    func pause(_ seconds: Double) async throws {
        guard seconds > 0 else { return }
        try await control.interruptible { [sleep] in try await sleep(seconds) }
    }

    func upload(_ batch: BatchRecord) async throws {
        let path = file.folder.absolute(batch.path)
        let bytes = try await book { () -> [UInt8]? in
            guard SHA256.hexadecimal(ofFile: path) == batch.sha256 else { return nil }
            return WholeFile.read(path)
        }
        guard let bytes, bytes.count == batch.bytes else { return try await giveBack(batch, "its file is gone or was changed") }
        let name = identity.fileName(of: batch)
        guard let id = try await reach({ [client] in try await client.upload(bytes, name: name, digest: batch.sha256) }) else { return }
        var batch = batch
        batch.fileID = id
        try await update(batch)
    }

    /// Looks among the account's batches for one that an earlier request, whose answer nobody recorded, started.
    func find(_ batch: BatchRecord) async throws {
        guard let found = try await reach({ [client, identity] in try await Self.matches(batch, client, identity) }) else { return }
        situation.unsure.remove(batch.number)
        guard let first = found.first else { return }
        try await adopt(batch, first)
        notice(.info("batch \(batch.number) was started before and goes on as \(Shown.name(first.id))"))
        for twin in found.dropFirst() where !["completed", "expired", "cancelled", "cancelling"].contains(twin.status) {
            notice(.warning("batch \(batch.number) was started twice: \(Shown.name(twin.id)) is cancelled"))
            _ = try await reach { [client] in try await client.cancel(twin.id) }
        }
    }

    /// Batches of this very file that were not refused, oldest first.
    private static func matches(
        _ batch: BatchRecord,
        _ client: BatchClient,
        _ identity: BatchIdentity
    ) async throws -> [BatchObject] {
        var found: [BatchObject] = []
        var after: String?
        while true {
            let page = try await client.list(after: after)
            found += page.batches.filter { $0.status != "failed" && identity.isOwner(of: $0.metadata, batch: batch) }
            // Newest first: what is a day older than the file cannot be made of it, however wrong a clock is.
            let isPast = page.batches.last?.createdAt.map { $0 < batch.plannedAt - 86_400 } ?? true
            guard page.hasMore, !isPast, let last = page.batches.last?.id, last != after else { break }
            after = last
        }
        return found.sorted { ($0.createdAt ?? 0) < ($1.createdAt ?? 0) }
    }

    func create(_ batch: BatchRecord) async throws {
        guard let fileID = batch.fileID else { return }
        if let reason = try await tooDear(batch) {
            situation.stopReason = reason
            return
        }
        let metadata = identity.metadata(of: batch)
        do {
            let creation = try await control.interruptible { [client] in try await client.create(fileID: fileID, metadata: metadata) }
            pace.reached()
            switch creation {
            case .created(let object):
                try await adopt(batch, object)
                notice(.info("batch \(batch.number): \(batch.lines) requests to \(batch.model) sent as \(Shown.name(object.id))"))
            case .enqueuedLimit(let words): try await waitForRoom(batch, words)
            }
        } catch let error as BackendError {
            // Only a refusal says that there is no batch.
            if error.failure == .rejected {
                var batch = batch
                batch.fileID = nil
                try await update(batch)
            } else if error.failure != .overloaded {
                situation.unsure.insert(batch.number)
            }
            try await bear(error)
        }
    }

    /// Why the run cannot pay for this batch, beside those that are out.
    private func tooDear(_ batch: BatchRecord) async throws -> String? {
        try await book { [ledger, affords] in
            let out = try ledger.batches().filter { !$0.isCollected && $0.batchID != nil }.reduce(batch.lines) { $0 + $1.lines }
            return affords(out, try ledger.spending())
        }
    }

    private func adopt(_ batch: BatchRecord, _ object: BatchObject) async throws {
        var batch = batch.standing(object)
        batch.batchID = object.id
        batch.createdAt = now()
        pace.hurry()
        try await update(batch)
    }

    /// Too many tokens wait in the account's batches. A file that is larger than the limits allow now is written again, in smaller ones.
    func waitForRoom(_ batch: BatchRecord, _ words: String) async throws {
        if batch.lines > limits.lines || batch.bytes > limits.bytes { return try await giveBack(batch, words) }
        situation.creationWaits = true
        if !toldOfRoom.contains(batch.number) {
            toldOfRoom.insert(batch.number)
            let remedy = "it is tried again until there is room; smaller batches may fit"
            notice(.warning("batch \(batch.number) has to wait, \(client.address.authority) says: \(words); \(remedy)"))
        }
    }

    /// Makes the work of a batch that was never started pending again.
    private func giveBack(_ batch: BatchRecord, _ reason: String) async throws {
        let time = now()
        try await book { [work, ledger] in
            var settlement = BatchSettlement(error: reason, collectedAt: time)
            for entry in try work.open(batch.number) { settlement.outcomes[entry.item.position] = .unanswered }
            try ledger.commit(settlement, batch: batch.number, round: batch.round)
        }
        notice(.info("batch \(batch.number) is written again: \(reason)"))
        readAgain()
    }
}

extension BackendError {
    /// Whether the same exchange may succeed later.
    fileprivate var mayPass: Bool {
        switch failure {
        case .unreachable, .connectionLost, .overloaded, .timedOut, .serverError, .malformedReply, .cancelled: true
        case .aborted, .notFinite, .tooLong, .rejected, .misconfigured: false
        }
    }
}
