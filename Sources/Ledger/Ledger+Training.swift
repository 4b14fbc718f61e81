import FoundationEssentials
import GRDB
import Inference

/// Trainings, the weights they made, and how those did.
extension Ledger {
    /// Records a training; the same attempt again replaces what was known of it.
    package func record(_ training: TrainingRecord) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO training (round, attempt, command, started_at, finished_at, exit_code, model_path, weight_version)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (round, attempt) DO UPDATE SET command = excluded.command, started_at = excluded.started_at,
                        finished_at = excluded.finished_at, exit_code = excluded.exit_code, model_path = excluded.model_path,
                        weight_version = excluded.weight_version
                    """,
                arguments: [
                    training.round, training.attempt, training.command, training.startedAt, training.finishedAt, training.exitCode,
                    training.modelPath, names.key(training.weightVersion, database),
                ]
            )
        }
    }

    /// All trainings, by round and attempt.
    package func trainings() throws -> [TrainingRecord] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT t.round, t.attempt, t.command, t.started_at, t.finished_at, t.exit_code, t.model_path, coalesce(n.text, '')
                        FROM training t LEFT JOIN name n ON n.id = t.weight_version ORDER BY t.round, t.attempt
                        """
                )
            ).map {
                TrainingRecord(
                    round: $0[0],
                    attempt: $0[1],
                    command: $0[2],
                    startedAt: $0[3],
                    finishedAt: $0[4],
                    exitCode: $0[5],
                    modelPath: $0[6],
                    weightVersion: $0[7]
                )
            }
        }
    }

    /// Records the numbers of an evaluation; each must be finite.
    package func record(_ evaluations: [EvaluationRecord], at time: Double) throws {
        try write { database in
            for evaluation in evaluations {
                guard evaluation.value.isFinite else {
                    throw LedgerError(.inconsistent, "an evaluation that is not finite must not be recorded")
                }
                try database.execute(
                    sql: "INSERT INTO evaluation (round, metric, value, weight_version, evaluated_at) VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        evaluation.round, evaluation.metric, evaluation.value, names.key(evaluation.weightVersion, database), time,
                    ]
                )
            }
        }
    }

    package func evaluations() throws -> [EvaluationRecord] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT e.round, e.metric, e.value, n.text FROM evaluation e JOIN name n ON n.id = e.weight_version
                        ORDER BY e.round, e.metric
                        """
                )
            ).map { EvaluationRecord(round: $0[0], metric: $0[1], value: $0[2], weightVersion: $0[3]) }
        }
    }

    package func record(_ check: WeightCheckRecord, at time: Double) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO weight_check (round, moment, role, endpoint, weight_version, responses, noise, difference, change,
                        passed, message, checked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    check.round, check.moment, check.role, names.key(check.endpoint, database),
                    names.key(check.weightVersion, database), check.responses, check.noise, check.difference, check.change,
                    check.passed, check.message, time,
                ]
            )
        }
    }

    /// The mean reward of a phase's responses and how many there are; nil where there is none.
    package func meanReward(round: Int, phase: Phase, reward: String) throws -> (mean: Double, count: Int)? {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT w.score FROM round_prompt rp
                    JOIN response r ON r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id
                    JOIN reward w ON w.response_id = r.id AND w.name = ?
                    WHERE rp.round = ? AND rp.phase = ? ORDER BY rp.position, r.sample
                    """,
                arguments: [names.find(reward, database) ?? -1, round, names.find(phase, database)]
            )
            var sum = 0.0
            var count = 0
            while let row = try rows.next() {
                sum += row[0] as Double
                count += 1
            }
            return count == 0 ? nil : (sum / Double(count), count)
        }
    }

    /// The mean score of the pairs that the round's own selections kept; nil where none was kept.
    package func meanKeptScore(round: Int) throws -> Double? {
        try read { database in
            try Double.fetchOne(
                database,
                sql: """
                    SELECT avg(q.score) FROM pair q JOIN selection s ON s.id = q.selection JOIN name n ON n.id = s.phase
                    WHERE s.round = ? AND s.name = n.text AND q.kept = 1
                    """,
                arguments: [round]
            )
        }
    }

    /// SQL: whether the response of log-prob `l` was the rejected one of a kept pair.
    private static let wasRejected = """
        l.response_id IN (SELECT q.rejected_id FROM pair q JOIN selection s ON s.id = q.selection WHERE s.round = l.round AND q.kept = 1)
        """

    /// Stored responses of the latest round that `model` with these weights was measured on, at most `limit`: first those that were
    /// rejected in its kept pairs, then the least likely ones.
    ///
    /// Training moves those most; what a model is sure of hardly changes and would not tell two sets of weights apart.
    package func spotResponses(
        model: String,
        weightVersion: String,
        tokenizer: String,
        sources: [LogprobSource],
        limit: Int
    ) throws -> [SpotResponse] {
        let keys = sources.map { String($0.key) }.joined(separator: ", ")
        return try read { database in
            let condition = """
                FROM logprob l JOIN response r ON r.id = l.response_id
                JOIN prompt_tokens t ON t.prompt_id = r.prompt_id AND t.model = :tokenizer
                WHERE l.model = :model AND l.weight_version = :version AND l.source IN (\(keys)) AND l.tokens > 0
                    AND r.token_ids IS NOT NULL AND l.round = (SELECT max(x.round) FROM logprob x WHERE x.model = :model
                        AND x.weight_version = :version AND x.source IN (\(keys)))
                """
            let arguments: StatementArguments = [
                "tokenizer": try names.find(tokenizer, database) ?? -1, "model": try names.find(model, database) ?? -1,
                "version": try names.find(weightVersion, database) ?? -1,
            ]
            let least =
                "SELECT l.response_id \(condition) ORDER BY \(Self.wasRejected) DESC, l.sum / l.tokens, l.response_id LIMIT \(limit)"
            return try Int64.fetchAll(database, sql: least, arguments: arguments).compactMap { id in
                try Row.fetchOne(
                    database,
                    sql: "SELECT t.ids, r.prefix_tokens, r.token_ids, l.sum, l.tokens \(condition) AND l.response_id = :id",
                    arguments: arguments + ["id": id]
                ).map { row in
                    let prompt = TokenCoding.decode(row[0] as Data)
                    return SpotResponse(
                        responseID: id,
                        promptTokens: Array(prompt.prefix((row[1] as Int?) ?? prompt.count)),
                        responseTokens: TokenCoding.decode(row[2] as Data),
                        meanLogprob: (row[3] as Double) / Double(row[4] as Int)
                    )
                }
            }
        }
    }
}
