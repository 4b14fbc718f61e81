import GRDB

/// Training sets that were written.
extension Ledger {
    /// Records an export; an earlier one of the same selection, format and path is replaced, since its file was.
    ///
    /// - Parameter sources: the selections whose kept pairs it holds, in the order of its rows.
    package func record(_ export: ExportRecord, sources: [Int64], at time: Double) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO export (selection, format, path, columns, rows, sha256, exported_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (selection, format, path) DO UPDATE SET columns = excluded.columns, rows = excluded.rows,
                        sha256 = excluded.sha256, exported_at = excluded.exported_at
                    """,
                arguments: [export.selection, export.format, export.path, export.columns, export.rows, export.sha256, time]
            )
            let id = try Int64.fetchOne(
                database,
                sql: "SELECT id FROM export WHERE selection = ? AND format = ? AND path = ?",
                arguments: [export.selection, export.format, export.path]
            )
            try database.execute(sql: "DELETE FROM export_source WHERE export = ?", arguments: [id])
            for (position, selection) in sources.enumerated() {
                try database.execute(
                    sql: "INSERT INTO export_source (export, position, selection) VALUES (?, ?, ?)",
                    arguments: [id, position, selection]
                )
            }
        }
    }

    /// The exports of a round, in the order they were first made.
    package func exports(round: Int) throws -> [ExportRecord] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT e.selection, e.format, e.path, e.columns, e.rows, e.sha256
                    FROM export e JOIN selection s ON s.id = e.selection WHERE s.round = ? ORDER BY e.id
                    """,
                arguments: [round]
            ).map { ExportRecord(selection: $0[0], format: $0[1], path: $0[2], columns: $0[3], rows: $0[4], sha256: $0[5]) }
        }
    }
}
