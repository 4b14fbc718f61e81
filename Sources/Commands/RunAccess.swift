import Ledger
import Orchestrator

/// Ways into an existing run.
enum RunAccess {
    /// The ledger of a run, for reading only.
    static func readOnly(_ folder: RunFolder) throws -> Ledger {
        guard RunFolder.exists(folder.path) else {
            throw RunError(.input, "\(folder.path) does not exist: give a run's folder, or its name under runs/")
        }
        guard RunFolder.exists(folder.ledger) else {
            throw RunError(.input, "\(folder.path) holds no run: there is no \(folder.ledger)")
        }
        return try Ledger.openReadOnly(path: folder.ledger)
    }

    /// The same, of a ledger that may be of an older version and is brought up to date first.
    static func upToDate(_ folder: RunFolder) throws -> Ledger {
        do {
            return try readOnly(folder)
        } catch let error as LedgerError where error.kind == .older {
            try RunStore.hold(folder).ledger.close()
            return try readOnly(folder)
        }
    }

    /// The folder of an existing run, its ledger where the run keeps it.
    static func folder(_ target: String, from directory: String = Places.directory) throws -> RunFolder {
        let folder = RunFolder(path: Places.run(target, from: directory))
        let ledger = try readOnly(folder)
        defer { try? ledger.close() }
        let configured = try RunStore.configuration(ledger)?.ledger?.absolute
        guard let configured, RunFolder.exists(configured) else { return folder }
        return RunFolder(path: folder.path, ledger: configured)
    }
}
