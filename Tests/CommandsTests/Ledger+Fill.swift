import GRDB

@testable import Ledger

extension Ledger {
    /// Writes more than the database may hold, which SQLite answers as it answers a full disk.
    func fill() throws {
        try write { database in
            try database.execute(sql: "PRAGMA max_page_count = 1")
            try database.execute(sql: "CREATE TABLE filling AS SELECT randomblob(100000) AS bytes")
        }
    }
}
