import Foundation
import Ledger
import TestSupport

/// What a ledger holds that nobody has open: read from a copy, so that nothing is recovered in the original.
struct LedgerSnapshot {
    var facts = Calls()
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
        facts = Calls(facts: try ledger.recount())
        integrity = try ledger.integrity()
        tallyFaults = try ledger.tallyFaults()
        isResumable = try ledger.configuration() != nil
    }
}
