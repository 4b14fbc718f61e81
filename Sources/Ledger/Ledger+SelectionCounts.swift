import GRDB

/// What selections chose, in numbers.
extension Ledger {
    /// Prompts of a selection that bring nothing that is kept, counted by reason.
    ///
    /// A prompt with several pairs of which none is kept counts once, by the reason of its first.
    package func promptReasons(selection: Int64) throws -> [(reason: String, count: Int)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT n.text, count(*) FROM (
                        SELECT reason FROM unpaired WHERE selection = :id
                        UNION ALL SELECT reason FROM choice WHERE selection = :id AND kept = 0
                        UNION ALL SELECT reason FROM pair q WHERE selection = :id AND number = 0 AND NOT EXISTS
                            (SELECT 1 FROM pair k WHERE k.selection = q.selection AND k.position = q.position AND k.kept = 1)
                    ) JOIN name n ON n.id = reason GROUP BY 1 ORDER BY 1
                    """,
                arguments: ["id": selection]
            ).map { ($0[0], $0[1]) }
        }
    }

    /// Pairs of a selection, and how many of them are kept.
    package func pairCounts(selection: Int64) throws -> (paired: Int, kept: Int) {
        try counts("SELECT count(*), coalesce(sum(kept), 0) FROM pair WHERE selection = ?", selection)
    }

    /// Prompts of a selection that bring a pair or chosen responses, and how many of them bring one that is kept.
    package func promptCounts(selection: Int64) throws -> (chosen: Int, kept: Int) {
        let (chosen, kept) = try counts(
            """
            SELECT count(*), coalesce(sum(kept), 0) FROM (
                SELECT max(kept) AS kept FROM pair WHERE selection = ?1 GROUP BY position
                UNION ALL SELECT kept FROM choice WHERE selection = ?1)
            """,
            selection
        )
        return (chosen, kept)
    }

    /// Responses of the kept prompts of a selection of responses: accepted and rejected ones.
    package func memberCounts(selection: Int64) throws -> (accepted: Int, rejected: Int) {
        let (accepted, rejected) = try counts(
            """
            SELECT coalesce(sum(m.accepted = 1), 0), coalesce(sum(m.accepted = 0), 0)
            FROM member m JOIN choice c ON c.selection = m.selection AND c.position = m.position
            WHERE m.selection = ? AND c.kept = 1
            """,
            selection
        )
        return (accepted, rejected)
    }

    private func counts(_ sql: String, _ selection: Int64) throws -> (Int, Int) {
        try read { database in
            let row = try Row.fetchOne(database, sql: sql, arguments: [selection])
            return (row?[0] ?? 0, row?[1] ?? 0)
        }
    }
}
