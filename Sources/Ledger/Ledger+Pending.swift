import FoundationEssentials
import GRDB
import Inference

/// Pending work is the plan minus the facts minus what was given up, read in pages by key.
extension Ledger {
    /// Planned prompts past position `cursor` (-1 to begin) that lack some of their `samples` responses.
    package func pendingSamples(
        round: Int,
        phase: Phase,
        samples: Int,
        model: String,
        after cursor: Int64,
        limit: Int
    ) throws -> WorkPage<SampleWork> {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: Self.pendingSamplesQuery),
                arguments: [
                    "round": round, "phase": names.find(phase, database), "samples": samples, "cursor": cursor, "limit": limit,
                    "model": names.find(model, database), "stage": names.find(phase.sampleStage, database),
                ]
            )
            var page = WorkPage<SampleWork>(work: [], cursor: cursor, exhausted: true)
            var count = 0
            while let row = try rows.next() {
                count += 1
                let position: Int64 = row[0]
                page.cursor = position
                let done = Set(Self.numbers(row[4]) + Self.numbers(row[5]))
                let hash: String = row[2]
                for run in Self.runs(of: (0..<samples).filter { !done.contains($0) }) {
                    page.work.append(
                        SampleWork(
                            phase: phase,
                            position: Int(position),
                            promptID: row[1],
                            promptHash: UInt64(hash.prefix(16), radix: 16) ?? 0,
                            messages: try Message.decodeList(row[3]),
                            promptTokens: (row[6] as Data?).map { TokenCoding.decode($0) },
                            samples: run
                        )
                    )
                }
            }
            page.exhausted = count < limit
            return page
        }
    }

    private static let pendingSamplesQuery = """
        SELECT rp.position, rp.prompt_id, p.content_hash, p.messages,
            (SELECT group_concat(r.sample) FROM response r
                WHERE r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id) AS done,
            (SELECT group_concat(f.sample) FROM failure f
                WHERE f.round = rp.round AND f.stage = :stage AND f.prompt_id = rp.prompt_id AND f.gave_up = 1) AS failed,
            t.ids
        FROM round_prompt rp
        JOIN prompt p ON p.id = rp.prompt_id
        LEFT JOIN prompt_tokens t ON t.prompt_id = rp.prompt_id AND t.model = :model
        WHERE rp.round = :round AND rp.phase = :phase AND rp.position > :cursor AND rp.reason IS NULL
            AND (SELECT count(*) FROM response r
                    WHERE r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id)
                + (SELECT count(*) FROM failure f
                    WHERE f.round = rp.round AND f.stage = :stage AND f.prompt_id = rp.prompt_id AND f.gave_up = 1) < :samples
        ORDER BY rp.position LIMIT :limit
        """

    /// Responses of the round past id `cursor` that are not empty and lack the reward `name`, grouped by prompt where neighbours share it.
    ///
    /// - Parameter annotatedOnly: of what is trained on, only what was chosen to be annotated.
    package func pendingRewards(
        round: Int,
        name: String,
        withMetadata: Bool = false,
        annotatedOnly: Bool = false,
        after cursor: Int64,
        limit: Int
    ) throws -> WorkPage<RewardWork> {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: Self.pendingRewardsQuery),
                arguments: [
                    "round": round, "cursor": cursor, "limit": limit, "name": names.find(name, database),
                    "stage": names.find("reward:\(name)", database), "metadata": withMetadata, "annotated": annotatedOnly,
                ]
            )
            var page = WorkPage<RewardWork>(work: [], cursor: cursor, exhausted: true)
            var count = 0
            while let row = try rows.next() {
                count += 1
                page.cursor = row[0]
                let response = RewardWork.Response(id: row[0], sample: row[2], text: row[3])
                let promptID: Int64 = row[1]
                if let last = page.work.indices.last, page.work[last].promptID == promptID {
                    page.work[last].responses.append(response)
                } else {
                    page.work.append(
                        RewardWork(
                            promptID: promptID,
                            messages: try Message.decodeList(row[4]),
                            responses: [response],
                            metadata: row[5]
                        )
                    )
                }
            }
            page.exhausted = count < limit
            // A full page may end inside a prompt: its responses wait for the next page, so that they share a request.
            if !page.exhausted, page.work.count > 1, let cut = page.work.popLast(), let first = cut.responses.first {
                page.cursor = first.id - 1
            }
            return page
        }
    }

    private static let pendingRewardsQuery = """
        SELECT r.id, r.prompt_id, r.sample, r.text, p.messages, CASE WHEN :metadata THEN p.metadata END
        FROM response r JOIN prompt p ON p.id = r.prompt_id
        WHERE r.id > :cursor AND +r.round = :round AND \(Ledger.hasText)
            AND NOT EXISTS (SELECT 1 FROM reward w WHERE w.response_id = r.id AND w.name = :name) AND \(mayBeRewarded("r"))
            AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.response_id = r.id AND f.stage = :stage AND f.gave_up = 1)
        ORDER BY r.id LIMIT :limit
        """

    /// Responses of the round past id `cursor` that are not empty and whose log-prob under `model` was neither measured nor imported.
    ///
    /// - Parameters:
    ///   - stage: the failure stage, `logprob:policy` or `logprob:reference`.
    ///   - tokenizer: the model under whose name prompt tokens are kept (the policy; a reference shares its tokenizer).
    package func pendingLogprobs(
        round: Int,
        stage: String,
        model: String,
        weightVersion: String,
        tokenizer: String,
        after cursor: Int64,
        limit: Int
    ) throws -> WorkPage<LogprobWork> {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: Self.pendingLogprobsQuery),
                arguments: [
                    "round": round, "cursor": cursor, "limit": limit, "model": names.find(model, database),
                    "version": names.find(weightVersion, database), "tokenizer": names.find(tokenizer, database),
                    "stage": names.find(stage, database),
                ]
            )
            var page = WorkPage<LogprobWork>(work: [], cursor: cursor, exhausted: true)
            while let row = try rows.next() {
                page.cursor = row[0]
                page.work.append(
                    LogprobWork(
                        promptID: row[1],
                        responseID: row[0],
                        sample: row[2],
                        messages: try Message.decodeList(row[4]),
                        text: row[3],
                        promptTokens: (row[5] as Data?).map { TokenCoding.decode($0) },
                        responseTokens: (row[6] as Data?).map { TokenCoding.decode($0) },
                        prefixTokens: row[7]
                    )
                )
            }
            page.exhausted = page.work.count < limit
            return page
        }
    }

    private static let pendingLogprobsQuery = """
        SELECT r.id, r.prompt_id, r.sample, r.text, p.messages, t.ids, r.token_ids, r.prefix_tokens
        FROM response r JOIN prompt p ON p.id = r.prompt_id
        LEFT JOIN prompt_tokens t ON t.prompt_id = r.prompt_id AND t.model = :tokenizer
        WHERE r.id > :cursor AND +r.round = :round AND \(Ledger.hasText)
            AND r.phase IN (\(ReservedName.base.rawValue), \(ReservedName.evolved.rawValue))
            AND NOT EXISTS (SELECT 1 FROM logprob l WHERE l.response_id = r.id AND l.model = :model
                AND (l.weight_version = :version AND l.source = \(LogprobSource.given.key) OR l.source = \(LogprobSource.imported.key)))
            AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.response_id = r.id AND f.stage = :stage AND f.gave_up = 1)
        ORDER BY r.id LIMIT :limit
        """

    // In the two queries above `+` keeps SQLite from finding the round by the index of (round, phase, prompt_id, sample): it would read and sort all the
    // round's responses for every page.

    /// SQL condition: the response `r` is not blank. Blank responses are recorded, but neither rewarded nor measured.
    static let hasText = "trim(r.text, ' ' || char(9, 10, 11, 12, 13)) <> ''"

    /// The numbers of a comma-separated list as `group_concat` makes it.
    private static func numbers(_ list: String?) -> [Int] {
        list?.split(separator: ",").compactMap { Int($0) } ?? []
    }

    /// Ascending numbers cut into runs without gaps: each run is one request.
    static func runs(of samples: [Int]) -> [[Int]] {
        var runs: [[Int]] = []
        for sample in samples {
            if let last = runs.indices.last, runs[last].last == sample - 1 {
                runs[last].append(sample)
            } else {
                runs.append([sample])
            }
        }
        return runs
    }
}
