import GRDB
package import Selection

/// Reading selections to hold them against each other.
extension Ledger {
    /// A stored selection of pairs: all of its pairs in plan order, and why other prompts have none.
    package func storedSelection(_ id: Int64) throws -> StoredSelection {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT q.prompt_id, q.chosen_id, q.rejected_id, q.explicit_margin, q.implicit_margin, q.score,
                        coalesce(c.tokens, 0), coalesce(r.tokens, 0), n.text
                    FROM pair q
                    JOIN response c ON c.id = q.chosen_id
                    JOIN response r ON r.id = q.rejected_id
                    LEFT JOIN name n ON n.id = q.reason
                    WHERE q.selection = ? ORDER BY q.position, q.number
                    """,
                arguments: [id]
            )
            var selection = StoredSelection(pairs: [], reasons: [:])
            while let row = try rows.next() {
                selection.pairs.append(
                    StoredPair(
                        prompt: row[0],
                        chosen: row[1],
                        rejected: row[2],
                        explicitMargin: row[3],
                        implicitMargin: row[4],
                        score: row[5],
                        chosenTokens: row[6],
                        rejectedTokens: row[7],
                        reason: row[8]
                    )
                )
            }
            let left = try Row.fetchCursor(
                database,
                sql: "SELECT u.prompt_id, n.text FROM unpaired u JOIN name n ON n.id = u.reason WHERE u.selection = ?",
                arguments: [id]
            )
            while let row = try left.next() { selection.reasons[row[0]] = row[1] }
            return selection
        }
    }
}
