import GRDB
import Platform

@testable import Ledger

/// Ledgers in memory that are emptied and used again: making one, and compiling its statements anew, takes longer than a run in it.
enum LedgerPool {
    private static let free = Lock<[Ledger]>([])

    /// Runs `body` in an empty ledger. One in which something was thrown is not used again.
    static func with<Result>(_ body: (Ledger) throws -> Result) throws -> Result {
        let ledger = try free.withLock { $0.popLast() } ?? Ledger.inMemory()
        let result = try body(ledger)
        try empty(ledger)
        free.withLock { $0.append(ledger) }
        return result
    }

    /// Leaves what a new ledger holds: the names that every ledger has.
    private static func empty(_ ledger: Ledger) throws {
        try ledger.write { database in
            try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
            let tables = try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
            let own: Set<String> = ["grdb_migrations", "name"]
            for table in tables where !own.contains(table) { try database.execute(sql: "DELETE FROM \(table)") }
            try database.execute(sql: "DELETE FROM name WHERE id > ?", arguments: [ReservedName.allCases.map(\.rawValue).max()])
        }
        ledger.names.forget()
    }
}
