import GRDB
import Settings
import Testing

@testable import Ledger

@Suite("The reference pages are complete")
struct ReferencePagesTests {
    @Test("every table, view and column of the ledger stands in docs/ledger.md")
    func ledger() throws {
        let page = try ProjectPage.text("docs/ledger.md")
        let columns = try Ledger.inMemory().columns()
        #expect(columns.count > 100)
        for (table, column) in columns {
            #expect(page.contains("`\(table)`"), "no table \(table)")
            let paragraphs = page.components(separatedBy: "\n\n").map { $0.contains("`\(table)`") ? $0 : "" }
            let section = Self.section(of: table, in: page) + paragraphs.joined()
            #expect(section.contains("`\(column)`"), "\(table) lacks \(column)")
        }
    }

    /// From the table's own line to the next table's.
    private static func section(of table: String, in page: String) -> String {
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("`\(table)`") }) else { return "" }
        let rest = lines[(start + 1)...].prefix { !$0.hasPrefix("`") && !$0.hasPrefix("## ") }
        return ([lines[start]] + rest).joined(separator: "\n")
    }

    @Test("every kind of backend stands in docs/backends.md with a configuration")
    func backends() throws {
        let page = try ProjectPage.text("docs/backends.md")
        let kinds = Set(PolicyBackendKind.allCases.map(\.rawValue) + RewardBackendKind.allCases.map(\.rawValue))
        for kind in kinds {
            #expect(page.contains("| `\(kind)` |"), "\(kind) is not in the table")
            #expect(page.contains("\n## \(kind)"), "\(kind) has no section")
            #expect(page.contains("backend: \(kind)"), "\(kind) has no configuration")
        }
    }
}

extension Ledger {
    /// Table or view and column, of everything that is not SQLite's or GRDB's own.
    fileprivate func columns() throws -> [(table: String, column: String)] {
        try read { database in
            let query = """
                SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
                WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'grdb_%'
                """
            return try Row.fetchAll(database, sql: query).map { ($0[0], $0[1]) }
        }
    }
}
