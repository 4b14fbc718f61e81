import GRDB

/// The tally, and its verification.
extension Ledger {
    package func tally() throws -> [TallyEntry] {
        try read { try Self.entries($0, "SELECT round, kind, reason, count FROM tally WHERE count <> 0 ORDER BY 1, 2, 3") }
    }

    /// The tally as a recount of all facts gives it.
    package func recount() throws -> [TallyEntry] {
        try read { database in
            try Self.entries(
                database,
                """
                SELECT round, kind, reason, count FROM (
                    SELECT p.round, 'prompt' || \(Self.suffix("p.phase")) AS kind, '' AS reason, count(*) AS count
                        FROM round_prompt p GROUP BY 1, 2
                    UNION ALL
                    SELECT p.round, 'prompt_left_out' || \(Self.suffix("p.phase")), n.text, count(*)
                        FROM round_prompt p JOIN name n ON n.id = p.reason GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT r.round, 'response' || \(Self.suffix("r.phase")), n.text, count(*)
                        FROM response r JOIN name n ON n.id = r.finish_reason GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT w.round, 'reward', n.text, count(*) FROM reward w JOIN name n ON n.id = w.name GROUP BY 1, 3
                    UNION ALL
                    SELECT c.round, 'comparison', n.text, count(*) FROM comparison c JOIN name n ON n.id = c.name GROUP BY 1, 3
                    UNION ALL
                    SELECT e.round, 'embedding', n.text, count(*) FROM (
                        SELECT r.round, v.model FROM embedding v JOIN response r ON r.id = v.response_id) e
                        JOIN name n ON n.id = e.model GROUP BY 1, 3
                    UNION ALL
                    SELECT a.round, CASE a.chosen WHEN 1 THEN 'annotated' ELSE 'not_annotated' END || \(Self.suffix("a.phase")), n.text, count(*)
                        FROM annotation a JOIN name n ON n.id = a.reason GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT l.round, 'logprob', n.text, count(*) FROM logprob l JOIN name n ON n.id = l.model GROUP BY 1, 3
                    UNION ALL
                    SELECT f.round, 'failed:' || s.text, n.text, count(*) FROM failure f
                        JOIN name s ON s.id = f.stage JOIN name n ON n.id = f.reason WHERE f.gave_up = 1 GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT s.round, 'pair' || \(Self.suffix("s.phase")), '', count(*) FROM pair q JOIN selection s ON s.id = q.selection
                        JOIN name n ON n.id = s.phase WHERE s.name = n.text GROUP BY 1, 2
                    UNION ALL
                    SELECT s.round, 'pair_kept' || \(Self.suffix("s.phase")), '', count(*) FROM pair q JOIN selection s ON s.id = q.selection
                        JOIN name n ON n.id = s.phase WHERE s.name = n.text AND q.kept = 1 GROUP BY 1, 2
                    UNION ALL
                    SELECT w.round, 'rewrite', n.text, count(*) FROM rewrite w JOIN name n ON n.id = w.strategy GROUP BY 1, 3
                    UNION ALL
                    SELECT w.round, 'rewrite_kept', n.text, count(*) FROM rewrite w JOIN name n ON n.id = w.strategy
                        WHERE w.prompt_id IS NOT NULL GROUP BY 1, 3
                    UNION ALL
                    SELECT w.round, 'rewrite_dropped', n.text, count(*) FROM rewrite w JOIN name n ON n.id = w.reason GROUP BY 1, 3
                ) WHERE count <> 0 ORDER BY 1, 2, 3
                """
            )
        }
    }

    /// SQL: `Phase.suffix` of the phase with this key.
    private static func suffix(_ key: String) -> String {
        "CASE \(key) WHEN \(ReservedName.base.rawValue) THEN '' ELSE ':' || (SELECT text FROM name WHERE id = \(key)) END"
    }

    /// Differences between the tally and a recount, one sentence each; none in a sound ledger.
    package func tallyFaults() throws -> [String] {
        let counted = try recount()
        let kept = try tally().filter { $0.round > 0 }
        var faults: [String] = []
        for entry in kept where !counted.contains(entry) {
            faults.append("the tally says \(entry.count) of \(entry.kind) \(entry.reason) in round \(entry.round); the facts do not")
        }
        for entry in counted where !kept.contains(entry) {
            faults.append("the facts hold \(entry.count) of \(entry.kind) \(entry.reason) in round \(entry.round); the tally does not")
        }
        return faults
    }

    private static func entries(_ database: Database, _ sql: String) throws -> [TallyEntry] {
        try Row.fetchAll(database.cachedStatement(sql: sql)).map { TallyEntry(round: $0[0], kind: $0[1], reason: $0[2], count: $0[3]) }
    }

    /// The newest failures that were given up, as sentences for people.
    package func lastFailures(round: Int, limit: Int) throws -> [(stage: String, reason: String, error: String)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT stage, reason, error FROM v_failure WHERE round = ? AND gave_up = 1 ORDER BY id DESC LIMIT ?",
                arguments: [round, limit]
            ).map { ($0[0], $0[1], $0[2]) }
        }
    }
}
