import GRDB

/// The work that batches hold.
extension Ledger {
    /// Items of a batch that have no outcome, by position. Their subjects are samples of `phase`, or responses that lack the reward `reward`.
    package func openItems(batch: Int, round: Int, phase: Phase, reward: String?) throws -> [BatchItem] {
        try read { database in
            let settled = reward == nil ? Self.settledSamples : Self.settledRewards
            let stage = reward.map { "reward:\($0)" } ?? phase.sampleStage
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT i.position, i.custom_id, i.lines, i.prompt_id, p.content_hash, i.subjects, i.attempt, \(settled)
                        FROM batch_item i JOIN prompt p ON p.id = i.prompt_id
                        WHERE i.batch = :batch AND i.outcome IS NULL ORDER BY i.position
                        """
                ),
                arguments: [
                    "batch": batch, "round": round, "stage": names.find(stage, database) ?? -1,
                    "kind": reward == nil ? names.find(phase, database) : names.find(reward ?? "", database) ?? -1,
                ]
            )
            return rows.map { row in
                let hash: String = row[4]
                return BatchItem(
                    position: row[0],
                    customID: row[1],
                    lines: row[2],
                    promptID: row[3],
                    promptHash: UInt64(hash.prefix(16), radix: 16) ?? 0,
                    subjects: Self.subjects(row[5]),
                    attempt: row[6],
                    settled: Set(Self.subjects(row[7]) + Self.subjects(row[8]))
                )
            }
        }
    }

    /// Samples of the item's prompt that are there, and those that were given up.
    private static let settledSamples = """
        (SELECT group_concat(r.sample) FROM response r WHERE r.round = :round AND r.phase = :kind AND r.prompt_id = i.prompt_id),
            (SELECT group_concat(f.sample) FROM failure f
                WHERE f.round = :round AND f.stage = :stage AND f.prompt_id = i.prompt_id AND f.gave_up = 1)
        """

    /// Responses to the item's prompt that have the reward, and those whose reward was given up.
    private static let settledRewards = """
        (SELECT group_concat(w.response_id) FROM response r JOIN reward w ON w.response_id = r.id AND w.name = :kind
            WHERE r.round = :round AND r.prompt_id = i.prompt_id),
            (SELECT group_concat(f.response_id) FROM failure f
                WHERE f.round = :round AND f.stage = :stage AND f.prompt_id = i.prompt_id AND f.gave_up = 1)
        """

    /// What is out for answering in a stage of a round: the subjects asked about, by prompt.
    package func subjectsOut(round: Int, stage: String) throws -> [Int64: Set<Int64>] {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT i.prompt_id, i.subjects FROM batch b JOIN batch_item i ON i.batch = b.id
                        WHERE b.round = ? AND b.stage = ? AND b.collected_at IS NULL AND i.outcome IS NULL
                        """
                ),
                arguments: [round, names.find(stage, database) ?? -1]
            )
            var out: [Int64: Set<Int64>] = [:]
            while let row = try rows.next() { out[row[0], default: []].formUnion(Self.subjects(row[1])) }
            return out
        }
    }

    /// What became of a stage's work in batches of the round so far, by prompt.
    package func batchHistory(round: Int, stage: String) throws -> [Int64: BatchHistory] {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT i.prompt_id, i.subjects, n.text = '\(BatchOutcome.split.name)' FROM batch b
                        JOIN batch_item i ON i.batch = b.id JOIN name n ON n.id = i.outcome
                        WHERE b.round = ? AND b.stage = ? AND (n.text GLOB '\(BatchOutcome.failure)*' OR n.text = '\(BatchOutcome.split.name)')
                        """
                ),
                arguments: [round, names.find(stage, database) ?? -1]
            )
            var history: [Int64: BatchHistory] = [:]
            while let row = try rows.next() {
                let subjects = Self.subjects(row[1])
                if row[2] {
                    history[row[0], default: BatchHistory()].alone.formUnion(subjects)
                } else {
                    history[row[0], default: BatchHistory()].failures[subjects, default: 0] += 1
                }
            }
            return history
        }
    }

    /// Fields of requests that a model behind an endpoint refused in a batch.
    package func refusedBatchFields(model: String, endpoint: String) throws -> Set<String> {
        try read { database in
            let found = try String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT DISTINCT substr(n.text, \(BatchOutcome.refusal.count + 1)) FROM batch b JOIN batch_item i ON i.batch = b.id
                        JOIN name n ON n.id = i.outcome
                        WHERE b.model = ? AND b.endpoint = ? AND n.text GLOB '\(BatchOutcome.refusal)*'
                        """
                ),
                arguments: [names.find(model, database) ?? -1, names.find(endpoint, database) ?? -1]
            )
            return Set(found)
        }
    }

    private static func subjects(_ list: String?) -> [Int64] {
        list?.split(separator: ",").compactMap { Int64($0) } ?? []
    }
}
