import GRDB
import Inference

/// The work that batches hold.
extension Ledger {
    /// Items of a batch of samples that have no outcome, by position.
    package func openSampleItems(batch: Int, round: Int, phase: Phase) throws -> [BatchItem] {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: Self.openSamplesQuery),
                arguments: [
                    "batch": batch, "round": round, "stage": names.find(phase.sampleStage, database) ?? -1,
                    "phase": names.find(phase, database),
                ]
            )
            var items: [BatchItem] = []
            while let row = try rows.next() {
                var item = Self.item(row)
                let hash: String = row[5]
                item.promptHash = UInt64(hash.prefix(16), radix: 16) ?? 0
                item.settled = Set(Self.subjects(row[6]) + Self.subjects(row[7]))
                items.append(item)
            }
            return items
        }
    }

    private static let openSamplesQuery = """
        SELECT i.position, i.custom_id, i.lines, i.prompt_id, i.subjects, p.content_hash,
            (SELECT group_concat(r.sample) FROM response r
                WHERE r.round = :round AND r.phase = :phase AND r.prompt_id = i.prompt_id),
            (SELECT group_concat(f.sample) FROM failure f
                WHERE f.round = :round AND f.stage = :stage AND f.prompt_id = i.prompt_id AND f.gave_up = 1), i.attempt
        FROM batch_item i JOIN prompt p ON p.id = i.prompt_id
        WHERE i.batch = :batch AND i.outcome IS NULL ORDER BY i.position
        """

    /// Items of a batch of the reward `name` that have no outcome, by position, with the responses they are about.
    /// - Parameter isComparing: With all that the responses are compared with.
    package func openRewardItems(batch: Int, name: String, isComparing: Bool = false) throws -> [(item: BatchItem, work: RewardWork)] {
        try read { database in
            let rows = try Row.fetchAll(database.cachedStatement(sql: Self.openRewardsQuery), arguments: [batch])
            let responses = try database.cachedStatement(sql: Self.rewardedResponseQuery)
            let key = try names.find(name, database) ?? -1
            let stage = try names.find("reward:\(name)", database) ?? -1
            return try rows.map { row in
                var item = Self.item(row)
                var work = RewardWork(promptID: item.promptID, messages: try Message.decodeList(row[5]), responses: [])
                for id in item.subjects {
                    guard let found = try Row.fetchOne(responses, arguments: ["id": id, "name": key, "stage": stage]) else { continue }
                    work.responses.append(RewardWork.Response(id: id, sample: found[0], text: found[1]))
                    if found[2] { item.settled.insert(id) }
                }
                if isComparing, let first = work.responses.first {
                    work = try Self.completed(work, beside: first.id, name: name, annotatedOnly: false, names, database)
                }
                return (item, work)
            }
        }
    }

    private static let openRewardsQuery = """
        SELECT i.position, i.custom_id, i.lines, i.prompt_id, i.subjects, p.messages, NULL, NULL, i.attempt
        FROM batch_item i JOIN prompt p ON p.id = i.prompt_id
        WHERE i.batch = ? AND i.outcome IS NULL ORDER BY i.position
        """

    /// A response, and whether its reward is there or given up.
    private static let rewardedResponseQuery = """
        SELECT r.sample, r.text, EXISTS (SELECT 1 FROM reward w WHERE w.response_id = r.id AND w.name = :name)
            OR EXISTS (SELECT 1 FROM failure f WHERE f.response_id = r.id AND f.stage = :stage AND f.gave_up = 1)
        FROM response r WHERE r.id = :id
        """

    private static func item(_ row: Row) -> BatchItem {
        BatchItem(position: row[0], customID: row[1], lines: row[2], promptID: row[3], subjects: subjects(row[4]), attempt: row[8])
    }

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
