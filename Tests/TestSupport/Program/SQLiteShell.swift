import Foundation

/// The `sqlite3` program: the ledger read by somebody else.
package enum SQLiteShell {
    package static let isInstalled: Bool = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3", "/bin/sqlite3"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// The rows of a query, their fields as text.
    package static func rows(_ query: String, of ledger: String, in place: Workplace) async throws -> [[String]] {
        struct Failure: Error, CustomStringConvertible {
            let description: String
        }

        try place.write("query.sql", query)
        let answer = try await Shell.run("sqlite3 -readonly -separator '\u{1F}' '\(ledger)' < query.sql", directory: place.path)
        guard answer.exitCode == 0, !answer.output.hasPrefix("Error") else { throw Failure(description: answer.output) }
        return answer.output.split(separator: "\n").map { $0.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init) }
    }
}
