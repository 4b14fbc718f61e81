import GRDB

/// Rounds and their plans.
extension Ledger {
    package func rounds() throws -> [RoundRecord] {
        try read { database in
            try Row.fetchAll(database, sql: Self.roundQuery + " ORDER BY r.round").map(Self.round)
        }
    }

    package func round(_ round: Int) throws -> RoundRecord? {
        try read { database in
            try Row.fetchOne(database, sql: Self.roundQuery + " WHERE r.round = ?", arguments: [round]).map(Self.round)
        }
    }

    private static let roundQuery = """
        SELECT r.round, policy.text, reference.text, version.text, r.first_response, r.started_at, r.closed_at
        FROM round r JOIN name policy ON policy.id = r.policy JOIN name version ON version.id = r.weight_version
        LEFT JOIN name reference ON reference.id = r.reference
        """

    private static func round(_ row: Row) -> RoundRecord {
        RoundRecord(
            round: row[0],
            policy: row[1],
            reference: row[2],
            weightVersion: row[3],
            firstResponse: row[4],
            startedAt: row[5],
            closedAt: row[6]
        )
    }

    /// Plans a round: the models that answer in it and its prompts in plan order, in one transaction.
    package func plan(
        round: Int,
        policy: String,
        reference: String?,
        weightVersion: String,
        phase: Phase,
        prompts: [(id: Int64, weight: Double?)],
        at time: Double
    ) throws {
        try write { database in
            let first = try (Int64.fetchOne(database, sql: "SELECT max(id) FROM response") ?? 0) + 1
            try database.execute(
                sql: """
                    INSERT INTO round (round, policy, reference, weight_version, first_response, started_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    round, names.key(policy, database), reference.map { try names.key($0, database) },
                    names.key(weightVersion, database), first, time,
                ]
            )
            let statement = try database.cachedStatement(
                sql: "INSERT INTO round_prompt (round, phase, position, prompt_id, weight) VALUES (?, ?, ?, ?, ?)"
            )
            for (position, prompt) in prompts.enumerated() {
                try statement.execute(arguments: [round, phase.key, position, prompt.id, prompt.weight])
            }
            var tally = Tally()
            tally.add("prompt", "", prompts.count)
            try tally.store(round: round, database)
        }
    }

    /// Closes a round: its selection, statistics and export never change from here on.
    package func close(round: Int, at time: Double) throws {
        try write { database in
            try database.execute(
                sql: "UPDATE round SET closed_at = ? WHERE round = ? AND closed_at IS NULL",
                arguments: [time, round]
            )
        }
    }

    /// Names the reference of a round that was imported without one.
    package func setReference(_ reference: String, round: Int) throws {
        try write { database in
            try database.execute(
                sql: "UPDATE round SET reference = ? WHERE round = ? AND reference IS NULL",
                arguments: [names.key(reference, database), round]
            )
        }
    }

    /// Makes given-up work of the given rounds pending again and returns how much there was.
    package func reviveFailures(rounds: [Int]) throws -> Int {
        try write { database in
            var revived = 0
            for round in rounds {
                let kinds = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT s.text, n.text, count(*) FROM failure f JOIN name s ON s.id = f.stage JOIN name n ON n.id = f.reason
                        WHERE f.round = ? AND f.gave_up = 1 GROUP BY 1, 2
                        """,
                    arguments: [round]
                )
                var tally = Tally()
                for row in kinds { tally.add("failed:\(row[0] as String)", row[1], -(row[2] as Int)) }
                try tally.store(round: round, database)
                try database.execute(sql: "UPDATE failure SET gave_up = 0 WHERE round = ? AND gave_up = 1", arguments: [round])
                revived += database.changesCount
            }
            return revived
        }
    }

    /// The prompts a round may be sampled from, in pool order: id and the first eight bytes of the content hash.
    package func pool() throws -> [(id: Int64, hash: UInt64)] {
        try read { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT id, content_hash FROM prompt WHERE reason IS NULL ORDER BY id")
            var pool: [(id: Int64, hash: UInt64)] = []
            while let row = try rows.next() {
                let hash: String = row[1]
                pool.append((row[0], UInt64(hash.prefix(16), radix: 16) ?? 0))
            }
            return pool
        }
    }

    /// The rewards each prompt's responses got in the latest round before `round` that answered it, best first.
    package func latestRewards(before round: Int, reward: String) throws -> [Int64: [Double]] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT r.prompt_id, w.score FROM response r JOIN reward w ON w.response_id = r.id
                    WHERE w.name = :name AND r.round = (
                        SELECT max(x.round) FROM round_prompt x WHERE x.prompt_id = r.prompt_id AND x.round < :round)
                    ORDER BY r.prompt_id, w.score DESC
                    """,
                arguments: ["name": names.find(reward, database), "round": round]
            )
            var rewards: [Int64: [Double]] = [:]
            while let row = try rows.next() { rewards[row[0], default: []].append(row[1]) }
            return rewards
        }
    }

    /// The score of each prompt's pair in the latest selection `selection` before `round`.
    package func latestScores(before round: Int, selection: String) throws -> [Int64: Double] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT q.prompt_id, q.score FROM pair q JOIN selection s ON s.id = q.selection
                    WHERE s.name = ? AND s.round < ? ORDER BY s.round
                    """,
                arguments: [selection, round]
            )
            var scores: [Int64: Double] = [:]
            while let row = try rows.next() { scores[row[0]] = row[1] }
            return scores
        }
    }
}
