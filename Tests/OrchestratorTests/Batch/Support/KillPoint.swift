import GRDB
import Platform

/// Kills a process at one of its points: before and after every request has its effect, and before every transaction is on disk.
final class KillPoint: TransactionObserver, Sendable {
    struct Killed: Error {}

    private struct State {
        var passed = 0
        var isDead = false
    }

    /// Nil never kills, but counts.
    private let fatal: Int?
    private let died: @Sendable () -> Void
    private let state = Lock(State())

    init(_ fatal: Int?, died: @escaping @Sendable () -> Void) {
        self.fatal = fatal
        self.died = died
    }

    var passed: Int { state.withLock { $0.passed } }
    var isDead: Bool { state.withLock { $0.isDead } }

    /// Whether the process is dead from here on.
    func pass() -> Bool {
        let (isDead, isNew) = state.withLock { state in
            state.passed += 1
            let isNew = !state.isDead && state.passed == fatal
            if isNew { state.isDead = true }
            return (state.isDead, isNew)
        }
        if isNew { died() }
        return isDead
    }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ db: Database) {}
    func databaseDidRollback(_ db: Database) {}

    func databaseWillCommit() throws {
        if pass() { throw Killed() }
    }
}
