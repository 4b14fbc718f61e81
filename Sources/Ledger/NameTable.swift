import GRDB
import Platform

/// The integer keys of names, cached.
///
/// `Ledger.write` forgets the cache when its transaction fails, so that no key of a rolled-back name is ever used.
final class NameTable: Sendable {
    private let cache = Lock<[String: Int64]>([:])

    /// The key of `text`, adding the name if it is new. Only inside `Ledger.write`.
    func key(_ text: String, _ database: Database) throws -> Int64 {
        if let known = try find(text, database) { return known }
        try database.cachedStatement(sql: "INSERT INTO name (text) VALUES (?)").execute(arguments: [text])
        let key = database.lastInsertedRowID
        cache.withLock { $0[text] = key }
        return key
    }

    /// The key of `text`, or nil when no fact ever named it.
    func find(_ text: String, _ database: Database) throws -> Int64? {
        if let known = cache.withLock({ $0[text] }) { return known }
        let statement = try database.cachedStatement(sql: "SELECT id FROM name WHERE text = ?")
        guard let key = try Int64.fetchOne(statement, arguments: [text]) else { return nil }
        cache.withLock { $0[text] = key }
        return key
    }

    /// The key of a phase. Only inside `Ledger.write`.
    func key(_ phase: Phase, _ database: Database) throws -> Int64 {
        try phase.fixedKey ?? key(phase.rawValue, database)
    }

    /// The key of a phase; a key of no row where no fact was ever of this phase.
    func find(_ phase: Phase, _ database: Database) throws -> Int64 {
        try phase.fixedKey ?? find(phase.rawValue, database) ?? -1
    }

    func forget() {
        cache.withLock { $0.removeAll() }
    }
}
