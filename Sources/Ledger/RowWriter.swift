import GRDB

/// Writes rows with a cached statement: the values in the order of its placeholders, then `write`.
///
/// For the recorder's statements and selections only. GRDB's `execute(arguments:)` boxes every value and nests a closure for each, which costs more than
/// SQLite's insert itself; here a value goes straight to SQLite.
struct RowWriter {
    private let statement: Statement
    private var bound: Int32 = 0

    init(_ sql: String, _ database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        begin()
    }

    /// Starts the next row; the first one is begun.
    mutating func begin() {
        // Unbinds what an earlier row left, and tells GRDB to execute the statement as it is bound.
        statement.setUncheckedArguments(StatementArguments())
        bound = 0
    }

    /// Binds the next placeholder; nil is NULL.
    mutating func add(_ value: (some StatementBinding)?) throws {
        bound += 1
        guard let value else { return }
        let code = value.bind(to: statement.sqliteStatement, at: bound)
        guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: statement.sql) }
    }

    func write() throws {
        try statement.execute()
    }
}
