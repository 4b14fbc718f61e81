import GRDB

extension Ledger {
    /// Adds to what a stage has cost.
    func store(_ fact: SpendFact, round: Int, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO spend (round, stage, model, endpoint, batch, requests, prompt_tokens, completion_tokens)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET requests = requests + excluded.requests,
                    prompt_tokens = prompt_tokens + excluded.prompt_tokens,
                    completion_tokens = completion_tokens + excluded.completion_tokens
                """
        )
        try statement.execute(arguments: [
            round, names.key(fact.stage, database), names.key(fact.model, database), names.key(fact.endpoint, database), fact.isBatch,
            fact.requests, fact.promptTokens, fact.completionTokens,
        ])
    }

    /// What was spent so far, by round, stage and model.
    package func spending() throws -> [SpendRecord] {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT round, stage, model, batch, sum(requests), sum(prompt_tokens), sum(completion_tokens)
                    FROM v_spend GROUP BY round, stage, model, batch ORDER BY round, stage, model, batch
                    """
            )
            return rows.map {
                SpendRecord(
                    round: $0[0],
                    stage: $0[1],
                    model: $0[2],
                    isBatch: $0[3],
                    requests: $0[4],
                    promptTokens: $0[5],
                    completionTokens: $0[6]
                )
            }
        }
    }

    /// Notes that a process has begun to work on the run; returns the session's key.
    package func beginSession(at time: Double) throws -> Int64 {
        try write { database in
            try database.execute(sql: "INSERT INTO session (started_at, seconds) VALUES (?, 0)", arguments: [time])
            return database.lastInsertedRowID
        }
    }

    /// Notes how long it has worked by now.
    package func noteSession(_ id: Int64, seconds: Double) throws {
        try write { try $0.execute(sql: "UPDATE session SET seconds = ? WHERE id = ?", arguments: [seconds, id]) }
    }

    /// Seconds of work on the run, all sessions together.
    package func secondsWorked() throws -> Double {
        try read { try Double.fetchOne($0, sql: "SELECT coalesce(sum(seconds), 0) FROM session") ?? 0 }
    }
}
