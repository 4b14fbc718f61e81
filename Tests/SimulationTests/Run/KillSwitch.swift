import GRDB

/// Kills the process right before one of the ledger's transactions is committed.
final class KillSwitch: TransactionObserver {
    struct Killed: Error {}

    /// Transactions that still go through; nil where nobody is going to be killed.
    var commitsLeft: Int?

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}

    func databaseWillCommit() throws {
        guard let left = commitsLeft else { return }
        guard left > 0 else { throw Killed() }
        commitsLeft = left - 1
    }
}
