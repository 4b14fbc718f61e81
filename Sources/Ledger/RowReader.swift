import GRDB
import GRDBSQLite

/// Reads a query's rows value by value straight from SQLite, for queries of a million rows.
///
/// GRDB's `Row` looks every value's type up, boxes it and makes a string of every text; here texts are bytes until someone wants a string.
/// A value is valid until the next row.
struct RowReader {
    private let statement: Statement
    private let row: SQLiteStatement

    init(_ sql: String, _ database: Database, _ arguments: StatementArguments) throws {
        // A statement of its own: one of the cache might be left in the middle of its rows.
        statement = try database.makeStatement(sql: sql)
        try statement.setArguments(arguments)
        row = statement.sqliteStatement
    }

    /// Goes to the next row; false after the last one.
    func next() throws -> Bool {
        let code = sqlite3_step(row)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: String(cString: sqlite3_errmsg(sqlite3_db_handle(row))),
                sql: statement.sql
            )
        }
        return false
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(row, column) == SQLITE_NULL }

    /// 0 for NULL.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(row, column) }

    /// 0 for NULL.
    func double(_ column: Int32) -> Double { sqlite3_column_double(row, column) }

    /// The bytes of a blob, or of a text in UTF-8.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        // The blob before its count, as SQLite demands. For a text too: it spares the search for an end.
        let start = sqlite3_column_blob(row, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func optionalDouble(_ column: Int32) -> Double? { isNull(column) ? nil : double(column) }

    func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
}
