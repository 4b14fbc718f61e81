import GRDB
import Glibc
import Platform

/// The SQLite file a run is recorded in.
///
/// Exactly one process writes it, under the run folder's lock, through one connection; any number may read it meanwhile.
/// All functions block: call them on a `BlockingQueue`, never on Swift's cooperative pool.
package final class Ledger: Sendable {
    let database: any DatabaseWriter
    let names: NameTable
    /// One connection reads and writes, so that nothing changes while it reads.
    private let isAlone: Bool

    /// Opens the ledger at `path` for writing, creating or migrating it as needed.
    ///
    /// Journal mode WAL, `synchronous = FULL`: a committed fact survives the process and the power.
    package static func open(path: String) throws(LedgerError) -> Ledger {
        do {
            // Looked at before a pool is opened, which would change the journal mode of a file that is none of ours.
            if access(path, F_OK) == 0 { try admit(DatabaseQueue(path: path), path) }
            var configuration = GRDB.Configuration()
            configuration.maximumReaderCount = 2
            configuration.busyMode = .timeout(5)
            let pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets synchronous = NORMAL when it opens a pool; FULL is set after it (reference: swift.md B2).
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            return try Ledger(pool)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Opens an existing ledger for reading only, while a run may be writing it.
    package static func openReadOnly(path: String) throws(LedgerError) -> Ledger {
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try admit(queue, path)
            let ledger = Ledger(unmigrated: queue)
            try ledger.checkIsUpToDate()
            return ledger
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// A ledger in memory, for simulations and tests.
    package static func inMemory() throws -> Ledger {
        try Ledger(DatabaseQueue(), isAlone: true)
    }

    private init(_ database: any DatabaseWriter, isAlone: Bool = false) throws {
        self.database = database
        self.isAlone = isAlone
        names = NameTable()
        try Migrations.migrator.migrate(database)
    }

    private init(unmigrated database: any DatabaseWriter) {
        self.database = database
        isAlone = false
        names = NameTable()
    }

    /// Throws where the file is another program's, or of a newer version of this one.
    private static func admit(_ database: any DatabaseReader, _ path: String) throws {
        try database.read { database in
            let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            guard tables.isEmpty || tables.contains("grdb_migrations") else {
                throw LedgerError(.notALedger, "\(path) is another program's SQLite database, not a ledger: name another file")
            }
            if try Migrations.migrator.hasBeenSuperseded(database) {
                throw LedgerError(.newer, "the ledger was written by a newer selfplay; use that version")
            }
        }
    }

    private func checkIsUpToDate() throws {
        try database.read { database in
            if try !Migrations.migrator.hasCompletedMigrations(database) {
                throw LedgerError(.older, "the ledger is of an older selfplay; `selfplay resume` brings it up to date")
            }
        }
    }

    /// Runs `body` in one transaction on the writing connection.
    func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
        do {
            return try database.write(body)
        } catch {
            names.forget()
            throw error
        }
    }

    /// Runs `body` on a consistent snapshot of committed facts.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        // `read` guards a connection that may write with PRAGMA query_only, which makes SQLite compile all statements anew.
        try isAlone ? database.unsafeRead(body) : database.read(body)
    }

    /// Moves everything from the write-ahead log into the main file, so that `run.sqlite` alone is the whole ledger.
    package func truncateLog() throws {
        // A reader of another process may hold the log: then it is truncated at the next stage's end.
        try database.writeWithoutTransaction { database in
            _ = try? database.checkpoint(.truncate)
        }
    }

    /// Closes all connections.
    package func close() throws {
        try database.close()
    }

    /// The value of `PRAGMA synchronous` on the writing connection: 2 is FULL.
    package func synchronousLevel() throws -> Int {
        try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? 0 }
    }

    /// The version of the SQLite library in this process.
    package func sqliteVersion() throws -> String {
        try database.read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "?" }
    }

    /// What `PRAGMA integrity_check` says: `ok` or the faults.
    package func integrity() throws -> String {
        try database.read { try String.fetchAll($0, sql: "PRAGMA integrity_check").joined(separator: "; ") }
    }

    /// Writes a consistent copy of the whole ledger to `path`, which must not exist.
    package func copy(to path: String) throws {
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
    }
}
