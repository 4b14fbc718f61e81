package import Ledger
import Platform

/// How a run's batches are known again at the provider, whatever became of the process that started them.
package struct BatchIdentity: Sendable, Hashable {
    /// 16 hexadecimal digits: name, seed and moment of the run.
    package let run: String

    package init(_ run: RunRecord) {
        self.run = String(SHA256.hexadecimal(of: "\(run.name)\n\(run.seed)\n\(run.createdAt)").prefix(16))
    }

    /// The batch's number and what is in its file: both have to agree.
    func metadata(of batch: BatchRecord) -> [(name: String, value: String)] {
        [("selfplay_run", run), ("selfplay_batch", "\(batch.number)-\(batch.sha256)")]
    }

    func isOwner(of metadata: [String: String], batch: BatchRecord) -> Bool {
        self.metadata(of: batch).allSatisfy { metadata[$0.name] == $0.value }
    }

    /// The name a batch's file is uploaded under.
    func fileName(of batch: BatchRecord) -> String { "selfplay-\(run)-\(batch.number).jsonl" }
}
