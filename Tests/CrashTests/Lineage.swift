import Foundation

/// Whether every prompt that was made by rewriting leads back to one of the source: asked of the `sqlite3` program, which knows nothing of
/// how selfplay reads its ledger.
enum Lineage {
    static let sqlite = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3", "/bin/sqlite3"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Prompts that were answered as evolved ones; prompts made by rewriting; those of both whose line of parents ends at a prompt of the
    /// source and which a rewrite of their own round names; broken references.
    private static let query = """
        WITH RECURSIVE line(id, ancestor) AS (
            SELECT id, parent_id FROM prompt WHERE parent_id IS NOT NULL
            UNION SELECT line.id, p.parent_id FROM line JOIN prompt p ON p.id = line.ancestor WHERE p.parent_id IS NOT NULL),
        rooted(id) AS (
            SELECT line.id FROM line JOIN prompt p ON p.id = line.ancestor
            WHERE p.parent_id IS NULL AND p.born_round = 0 AND EXISTS (
                SELECT 1 FROM rewrite w JOIN prompt c ON c.id = line.id
                WHERE w.prompt_id = c.id AND w.parent_id = c.parent_id AND w.round = c.born_round))
        SELECT (SELECT count(*) FROM round_prompt rp JOIN name n ON n.id = rp.phase WHERE n.text = 'evolved'),
            (SELECT count(*) FROM prompt WHERE parent_id IS NOT NULL),
            (SELECT count(*) FROM prompt WHERE id IN (SELECT id FROM rooted)),
            (SELECT count(*) FROM pragma_foreign_key_check);
        """

    /// The answers to the query.
    static func counts(of folder: String) async throws -> [Int] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: sqlite ?? "sqlite3")
        process.arguments = ["-readonly", folder + "/run.sqlite", query]
        let output = Pipe()
        process.standardOutput = output
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return text.split { $0 == "|" || $0 == "\n" }.compactMap { Int($0) }
    }
}
