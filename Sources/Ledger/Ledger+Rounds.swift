import GRDB

/// Rounds and their plans.
extension Ledger {
    package func rounds() throws -> [RoundRecord] {
        try read { database in
            try Row.fetchAll(database.cachedStatement(sql: Self.roundQuery + " ORDER BY r.round")).map(Self.round)
        }
    }

    package func round(_ round: Int) throws -> RoundRecord? {
        try read { database in
            try Row.fetchOne(database.cachedStatement(sql: Self.roundQuery + " WHERE r.round = ?"), arguments: [round]).map(Self.round)
        }
    }

    private static let roundQuery = """
        SELECT r.round, policy.text, reference.text, version.text, r.first_response, r.started_at, r.closed_at,
            coalesce(other.text, '')
        FROM round r JOIN name policy ON policy.id = r.policy JOIN name version ON version.id = r.weight_version
        LEFT JOIN name reference ON reference.id = r.reference LEFT JOIN name other ON other.id = r.reference_version
        """

    private static func round(_ row: Row) -> RoundRecord {
        RoundRecord(
            round: row[0],
            policy: row[1],
            reference: row[2],
            weightVersion: row[3],
            referenceVersion: row[7],
            firstResponse: row[4],
            startedAt: row[5],
            closedAt: row[6]
        )
    }

    /// Plans a round: the models that answer in it and the prompts of its first phase in plan order, in one transaction.
    package func plan(
        round: Int,
        policy: String,
        reference: String?,
        weightVersion: String,
        referenceVersion: String = "",
        phase: Phase,
        prompts: [(id: Int64, weight: Double?)],
        at time: Double
    ) throws {
        try write { database in
            let first = try (Int64.fetchOne(database, sql: "SELECT max(id) FROM response") ?? 0) + 1
            try database.execute(
                sql: """
                    INSERT INTO round (round, policy, reference, weight_version, reference_version, first_response, started_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    round, names.key(policy, database), reference.map { try names.key($0, database) },
                    names.key(weightVersion, database), names.key(referenceVersion, database), first, time,
                ]
            )
            var tally = Tally()
            try insert(prompts, round: round, phase, database, &tally)
            try tally.store(round: round, database)
        }
    }

    /// Plans the prompts of a further phase of a round.
    package func plan(_ phase: Phase, round: Int, prompts: [(id: Int64, weight: Double?)]) throws {
        try write { database in
            var tally = Tally()
            try insert(prompts, round: round, phase, database, &tally)
            try tally.store(round: round, database)
        }
    }

    func insert(
        _ prompts: [(id: Int64, weight: Double?)],
        round: Int,
        _ phase: Phase,
        _ database: Database,
        _ tally: inout Tally
    ) throws {
        let key = try names.key(phase, database)
        let statement = try database.cachedStatement(
            sql: "INSERT INTO round_prompt (round, phase, position, prompt_id, weight) VALUES (?, ?, ?, ?, ?)"
        )
        for (position, prompt) in prompts.enumerated() {
            try statement.execute(arguments: [round, key, position, prompt.id, prompt.weight])
        }
        tally.add("prompt" + phase.suffix, "", prompts.count)
    }

    /// The prompts planned for a phase, in plan order, with the first eight bytes of their content hashes.
    package func planned(_ phase: Phase, round: Int) throws -> [(id: Int64, hash: UInt64, position: Int)] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT rp.prompt_id, p.content_hash, rp.position FROM round_prompt rp JOIN prompt p ON p.id = rp.prompt_id
                    WHERE rp.round = ? AND rp.phase = ? ORDER BY rp.position
                    """,
                arguments: [round, names.find(phase, database)]
            )
            var planned: [(id: Int64, hash: UInt64, position: Int)] = []
            while let row = try rows.next() { planned.append((row[0], Self.hashPrefix(row[1]), row[2])) }
            return planned
        }
    }

    /// The phases whose prompts are planned, also where that were none.
    package func plannedPhases(round: Int) throws -> Set<Phase> {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT kind FROM tally WHERE round = ? AND kind LIKE 'prompt%'")
            let kinds = try String.fetchSet(statement, arguments: [round])
            return Set(Phase.allCases.filter { kinds.contains("prompt" + $0.suffix) })
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
    ///
    /// - Parameters:
    ///   - settled: phases from whose answers something was made already, so that their responses stay given up; `parents` stands for the
    ///     rewrites.
    ///   - facts: whether what is said of responses of those phases is pending again nevertheless.
    ///   - onlyRewards: what only weights of before a training could answer stays given up.
    package func reviveFailures(
        rounds: [Int],
        settled: Set<Phase> = [],
        facts: Bool = true,
        onlyRewards: Bool = false
    ) throws -> Int {
        var stages = settled.map { $0 == .parents ? "rewrite" : $0.sampleStage }.map { "'\($0)'" }.joined(separator: ", ")
        stages = "(SELECT id FROM name WHERE text IN (\(stages)))"
        let phases = settled.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        var condition = "f.round = ? AND f.gave_up = 1 AND f.stage NOT IN \(stages)"
        if onlyRewards { condition += " AND f.stage IN (SELECT id FROM name WHERE text LIKE 'reward:%')" }
        if !facts {
            condition += """
                 AND NOT EXISTS (SELECT 1 FROM response r JOIN name n ON n.id = r.phase WHERE r.id = f.response_id AND n.text IN (\(phases)))
                """
        }
        return try write { database in
            var revived = 0
            for round in rounds {
                let kinds = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT s.text, n.text, count(*) FROM failure f JOIN name s ON s.id = f.stage JOIN name n ON n.id = f.reason
                        WHERE \(condition) GROUP BY 1, 2
                        """,
                    arguments: [round]
                )
                var tally = Tally()
                for row in kinds { tally.add("failed:\(row[0] as String)", row[1], -(row[2] as Int)) }
                try tally.store(round: round, database)
                try database.execute(sql: "UPDATE failure AS f SET gave_up = 0 WHERE \(condition)", arguments: [round])
                revived += database.changesCount
            }
            return revived
        }
    }
}
