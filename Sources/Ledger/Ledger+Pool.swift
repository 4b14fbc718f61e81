import GRDB
package import Inference

/// The pool of prompts, and what earlier rounds learned of them.
extension Ledger {
    /// The prompts a round may be sampled from, in pool order: id and the first eight bytes of the content hash.
    package func pool() throws -> [(id: Int64, hash: UInt64)] {
        try read { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT id, content_hash FROM prompt WHERE reason IS NULL ORDER BY id")
            var pool: [(id: Int64, hash: UInt64)] = []
            while let row = try rows.next() { pool.append((row[0], Self.hashPrefix(row[1]))) }
            return pool
        }
    }

    /// Which of the run's prompt sources each prompt came from, rewrites with the seed prompt they descend from; those of none are not in it.
    package func sources() throws -> [Int64: Int] {
        try read { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT id, parent_id, origin FROM prompt ORDER BY id")
            var sources: [Int64: Int] = [:]
            while let row = try rows.next() {
                // A parent is older than its children.
                let source: Int? = (row[1] as Int64?).map { sources[$0] } ?? row[2]
                if let source { sources[row[0]] = source }
            }
            return sources
        }
    }

    /// The pool before `round` by origin, each in pool order: rewrites of earlier rounds, seed prompts that were answered before, and
    /// seed prompts that never were.
    package func origins(before round: Int) throws -> (evolved: Set<Int64>, previous: Set<Int64>) {
        try read { database in
            let evolved = try Int64.fetchSet(
                database,
                sql: "SELECT id FROM prompt WHERE reason IS NULL AND parent_id IS NOT NULL AND born_round < ?",
                arguments: [round]
            )
            let previous = try Int64.fetchSet(
                database,
                sql: """
                    SELECT DISTINCT prompt_id FROM round_prompt
                    WHERE round < ? AND phase IN (\(ReservedName.base.rawValue), \(ReservedName.evolved.rawValue))
                    """,
                arguments: [round]
            )
            return (evolved, previous.subtracting(evolved))
        }
    }

    /// The held-out prompts, in pool order.
    package func heldOut() throws -> [Int64] {
        try read { database in
            try Int64.fetchAll(
                database,
                sql: "SELECT p.id FROM prompt p JOIN name n ON n.id = p.reason WHERE n.text = 'held_out' ORDER BY p.id"
            )
        }
    }

    /// The messages of every prompt, in the order they became known: what a rewrite must not repeat.
    package func forEachPrompt(_ body: ([Message]) throws -> Void) throws {
        try read { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT messages FROM prompt ORDER BY id")
            while let row = try rows.next() { try body(try Message.decodeList(row[0])) }
        }
    }

    /// The rewards each prompt's responses got in the latest round before `round` that planned to answer it, best first.
    package func latestRewards(before round: Int, reward: String) throws -> [Int64: [Double]] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    \(Self.latest) SELECT latest.prompt_id, w.score FROM latest
                    JOIN response r ON r.round = latest.round AND r.phase IN (\(Self.trainedPhases)) AND r.prompt_id = latest.prompt_id
                    JOIN reward w ON w.response_id = r.id AND w.name = :name
                    ORDER BY latest.prompt_id, w.score DESC
                    """,
                arguments: ["name": names.find(reward, database), "round": round]
            )
            var rewards: [Int64: [Double]] = [:]
            while let row = try rows.next() { rewards[row[0], default: []].append(row[1]) }
            return rewards
        }
    }

    /// The best score of each prompt's pairs in the latest round before `round` that planned to answer it; none where that round made no pair of
    /// its answers, whatever earlier ones did.
    package func latestScores(before round: Int) throws -> [Int64: Double] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    \(Self.latest) SELECT q.prompt_id, q.score FROM pair q JOIN selection s ON s.id = q.selection
                    JOIN name n ON n.id = s.phase JOIN latest ON latest.prompt_id = q.prompt_id AND latest.round = s.round
                    WHERE s.name = n.text
                    """,
                arguments: ["round": round]
            )
            var scores: [Int64: Double] = [:]
            while let row = try rows.next() { scores[row[0]] = max(scores[row[0]] ?? -.infinity, row[1]) }
            return scores
        }
    }

    /// SQL: the latest round before `:round` that planned to answer a prompt. Joined rather than asked for row by row: no index begins
    /// with the prompt.
    private static let latest = """
        WITH latest AS (SELECT prompt_id, max(round) AS round FROM round_prompt
            WHERE round < :round AND phase IN (\(trainedPhases)) GROUP BY prompt_id)
        """

    private static let trainedPhases = "\(ReservedName.base.rawValue), \(ReservedName.evolved.rawValue)"
}
