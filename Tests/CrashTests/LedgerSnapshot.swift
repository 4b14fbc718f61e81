import Foundation
import Ledger
import TestSupport

/// What a ledger holds that nobody has open: read from a copy, so that nothing is recovered in the original.
struct LedgerSnapshot {
    var facts = Calls()
    /// Rewrites, and those that became prompts.
    var rewrites = 0
    var keptRewrites = 0
    /// Trainings that gave a model, by round and attempt.
    var trainings: [[Int]] = []
    /// What `PRAGMA integrity_check` says.
    var integrity = "ok"
    /// Where the tally disagrees with the facts.
    var tallyFaults: [String] = []
    /// The run can be taken up from the ledger alone.
    var isResumable = false

    /// Reads the ledger of a run's folder with its write-ahead log or its rollback journal; an empty one where there is no file.
    init(of folder: String) throws {
        let copy = try ScratchFolder()
        let files = FileManager.default
        guard files.fileExists(atPath: folder + "/run.sqlite") else { return }
        for name in ["run.sqlite", "run.sqlite-wal", "run.sqlite-journal"] where files.fileExists(atPath: folder + "/" + name) {
            try files.copyItem(atPath: folder + "/" + name, toPath: copy.path + "/" + name)
        }
        let ledger = try Ledger.open(path: copy.path + "/run.sqlite")
        defer { try? ledger.close() }
        let counts = try ledger.recount()
        facts = Calls(facts: counts)
        rewrites = counts.filter { $0.kind == "rewrite" }.reduce(0) { $0 + $1.count }
        keptRewrites = counts.filter { $0.kind == "rewrite_kept" }.reduce(0) { $0 + $1.count }
        trainings = try ledger.trainings().filter(\.isDone).map { [$0.round, $0.attempt] }
        integrity = try ledger.integrity()
        tallyFaults = try ledger.tallyFaults()
        isResumable = try ledger.configuration() != nil
    }
}
