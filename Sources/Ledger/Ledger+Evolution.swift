import GRDB
import Inference

/// Rewrites: what is missing, what came, what became of it.
extension Ledger {
    /// Keeps the templates of rewriting strategies as the run first used them, and returns those kept: a file that changes later, or is
    /// gone, changes nothing.
    package func keep(strategies: [(name: String, template: String)]) throws -> [(name: String, template: String)] {
        try write { database in
            for strategy in strategies {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO strategy (name, template) VALUES (?, ?)",
                    arguments: [strategy.name, strategy.template]
                )
            }
            return try strategies.map { strategy in
                let kept = try String.fetchOne(database, sql: "SELECT template FROM strategy WHERE name = ?", arguments: [strategy.name])
                return (strategy.name, kept ?? strategy.template)
            }
        }
    }

    /// The templates that are kept.
    package func strategyTemplates() throws -> [String: String] {
        try read { database in
            var templates: [String: String] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT name, template FROM strategy") { templates[row[0]] = row[1] }
            return templates
        }
    }

    /// Parents of the round past position `cursor` (-1 to begin) that lack some of their rewrites.
    ///
    /// - Parameters:
    ///   - strategies: the run's strategies by name.
    ///   - each: rewrites planned per parent.
    ///   - chosen: the strategies a parent gets, as indexes, given the first eight bytes of its content hash.
    package func pendingRewrites(
        round: Int,
        strategies: [String],
        each: Int,
        chosen: (UInt64) -> [Int],
        after cursor: Int64,
        limit: Int
    ) throws -> WorkPage<RewriteWork> {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: Self.pendingRewritesQuery),
                arguments: [
                    "round": round, "phase": names.find(.parents, database), "cursor": cursor, "limit": limit, "each": each,
                    "stage": names.find("rewrite", database),
                ]
            )
            var page = WorkPage<RewriteWork>(work: [], cursor: cursor, exhausted: true)
            var count = 0
            while let row = try rows.next() {
                count += 1
                let position: Int64 = row[0]
                page.cursor = position
                let known = ((row[4] as String?) ?? "").split(separator: ",").map(String.init)
                let failed = ((row[5] as String?) ?? "").split(separator: ",").compactMap { Int($0) }
                let hash = Self.hashPrefix(row[2])
                for strategy in chosen(hash) where !known.contains(strategies[strategy]) && !failed.contains(strategy) {
                    page.work.append(
                        RewriteWork(
                            position: Int(position),
                            parentID: row[1],
                            parentHash: hash,
                            messages: try Message.decodeList(row[3]),
                            strategy: strategy
                        )
                    )
                }
            }
            page.exhausted = count < limit
            return page
        }
    }

    private static let pendingRewritesQuery = """
        SELECT rp.position, rp.prompt_id, p.content_hash, p.messages,
            (SELECT group_concat(n.text) FROM rewrite w JOIN name n ON n.id = w.strategy
                WHERE w.round = rp.round AND w.parent_id = rp.prompt_id),
            (SELECT group_concat(f.sample) FROM failure f
                WHERE f.round = rp.round AND f.stage = :stage AND f.prompt_id = rp.prompt_id AND f.gave_up = 1)
        FROM round_prompt rp JOIN prompt p ON p.id = rp.prompt_id
        WHERE rp.round = :round AND rp.phase = :phase AND rp.position > :cursor AND rp.reason IS NULL
            AND (SELECT count(*) FROM rewrite w WHERE w.round = rp.round AND w.parent_id = rp.prompt_id)
                + (SELECT count(*) FROM failure f
                    WHERE f.round = rp.round AND f.stage = :stage AND f.prompt_id = rp.prompt_id AND f.gave_up = 1) < :each
        ORDER BY rp.position LIMIT :limit
        """

    func store(_ fact: RewriteFact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO rewrite (round, parent_id, strategy, attempt, seed, text, finish_reason, model, endpoint, weight_version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            round, fact.parentID, names.key(fact.strategy, database), fact.attempt, fact.seed, Self.withoutNUL(fact.text),
            names.key(fact.finishReason, database), names.key(fact.model, database), names.key(fact.endpoint, database),
            names.key(fact.weightVersion, database),
        ])
        tally.add("rewrite", fact.strategy)
    }

    /// The rewrites of a round by the plan position of their parents and, for one parent, in the order of `strategies`.
    package func rewrites(round: Int, strategies: [String]) throws -> [RewriteRecord] {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT rp.position, w.parent_id, p.messages, n.text, w.attempt, w.text, w.finish_reason,
                        w.prompt_id IS NOT NULL OR w.reason IS NOT NULL
                    FROM rewrite w
                    JOIN round_prompt rp ON rp.round = w.round AND rp.phase = :phase AND rp.prompt_id = w.parent_id
                    JOIN prompt p ON p.id = w.parent_id
                    JOIN name n ON n.id = w.strategy
                    WHERE w.round = :round ORDER BY rp.position, w.attempt
                    """,
                arguments: ["round": round, "phase": names.find(.parents, database)]
            )
            var found: [(position: Int, order: Int, record: RewriteRecord)] = []
            while let row = try rows.next() {
                let strategy: String = row[3]
                let record = RewriteRecord(
                    parentID: row[1],
                    parentMessages: try Message.decodeList(row[2]),
                    strategy: strategy,
                    attempt: row[4],
                    text: row[5],
                    isTruncated: (row[6] as Int64) == ReservedName.length.rawValue,
                    isResolved: row[7]
                )
                found.append((row[0], strategies.firstIndex(of: strategy) ?? strategies.count, record))
            }
            found.sort { ($0.position, $0.record.attempt, $0.order) < ($1.position, $1.record.attempt, $1.order) }
            return found.map(\.record)
        }
    }

    /// Settles what becomes of a round's rewrites and plans the prompts of `phase`, in one transaction.
    ///
    /// A rewrite that is a known prompt after all is dropped as a duplicate.
    /// - Parameter plan: the prompts of the phase in plan order, given the new ones in the order of `decisions`, with the first eight bytes of their content hashes.
    package func settle(
        round: Int,
        _ decisions: [RewriteDecision],
        phase: Phase,
        plan: ([(id: Int64, hash: UInt64)]) throws -> [(id: Int64, weight: Double?)]
    ) throws {
        try write { database in
            var tally = Tally()
            var born: [(id: Int64, hash: UInt64)] = []
            let update = try database.cachedStatement(
                sql: """
                    UPDATE rewrite SET prompt_id = ?, reason = ? WHERE round = ? AND parent_id = ? AND strategy = ? AND attempt = ?
                        AND prompt_id IS NULL AND reason IS NULL
                    """
            )
            for decision in decisions {
                let strategy = try names.key(decision.strategy, database)
                var promptID: Int64?
                var hash: UInt64 = 0
                var reason = "duplicate"
                switch decision.outcome {
                case .prompt(let prompt):
                    hash = Self.hashPrefix(prompt.contentHash)
                    promptID = try addRewrite(prompt, of: decision.parentID, strategy, round: round, database)
                case .dropped(let why): reason = why
                }
                try update.execute(arguments: [
                    promptID, promptID == nil ? names.key(reason, database) : nil, round, decision.parentID, strategy,
                    decision.attempt,
                ])
                if let promptID {
                    born.append((promptID, hash))
                    tally.add("rewrite_kept", decision.strategy)
                } else {
                    tally.add("rewrite_dropped", reason)
                }
            }
            try insert(plan(born), round: round, phase, database, &tally)
            try tally.store(round: round, database)
        }
    }

    /// Adds a rewrite as a prompt; nil where a prompt of this content is known.
    private func addRewrite(
        _ prompt: PoolPrompt,
        of parent: Int64,
        _ strategy: Int64,
        round: Int,
        _ database: Database
    ) throws -> Int64? {
        let find = try database.cachedStatement(sql: "SELECT id FROM prompt WHERE content_hash = ?")
        guard try Int64.fetchOne(find, arguments: [prompt.contentHash]) == nil else { return nil }
        try database.cachedStatement(
            sql: "INSERT INTO prompt (content_hash, messages, metadata, parent_id, strategy, born_round) VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            prompt.contentHash, Message.encodeList(prompt.messages), prompt.metadata, parent, strategy, round,
        ])
        return database.lastInsertedRowID
    }

    /// First eight bytes of a content hash in hexadecimal.
    static func hashPrefix(_ hash: String) -> UInt64 {
        UInt64(hash.prefix(16), radix: 16) ?? 0
    }
}
