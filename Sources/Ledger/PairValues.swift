import GRDB

/// The selection's own columns, pair after pair.
struct PairValues {
    private let selection: Int64
    private let statement: Statement

    init(_ selection: Int64, _ database: Database) throws {
        self.selection = selection
        statement = try database.makeStatement(
            sql: """
                SELECT n.text, v.value FROM pair_value v JOIN name n ON n.id = v.name
                WHERE v.selection = ? AND v.position = ? AND v.number = ? ORDER BY v.name
                """
        )
    }

    func values(position: Int64, number: Int64) throws -> [ExportRow.Score] {
        try Row.fetchAll(statement, arguments: [selection, position, number]).map { ExportRow.Score(name: $0[0], value: $0[1]) }
    }
}
