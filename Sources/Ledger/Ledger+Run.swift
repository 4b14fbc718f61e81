import GRDB
import Inference

/// The run, its configuration and its pool of prompts.
extension Ledger {
    /// The run's record, or nil in a ledger that holds none yet.
    package func run() throws -> RunRecord? {
        try read { database in
            guard let row = try Row.fetchOne(database, sql: "SELECT name, seed, created_at, created_by FROM run") else { return nil }
            return RunRecord(name: row[0], seed: row[1], createdAt: row[2], createdBy: row[3])
        }
    }

    /// Begins a run: its record, its configuration and its whole prompt pool in one transaction, or nothing.
    ///
    /// - Parameter dropped: how many prompts of the source were left out, by reason.
    package func begin(
        _ run: RunRecord,
        configuration: ConfigurationRecord?,
        pool: [PoolPrompt],
        dropped: [(reason: String, count: Int)]
    ) throws {
        try write { database in
            try database.execute(
                sql: "INSERT INTO run (id, name, seed, created_at, created_by) VALUES (1, ?, ?, ?, ?)",
                arguments: [run.name, run.seed, run.createdAt, run.createdBy]
            )
            if let configuration { try store(configuration, at: run.createdAt, database) }
            var tally = Tally()
            for prompt in pool {
                _ = try add(prompt, bornRound: 0, database)
                tally.add(prompt.isHeldOut ? "pool_held_out" : "pool")
            }
            for drop in dropped where drop.count > 0 { tally.add("pool_dropped", drop.reason, drop.count) }
            try tally.store(round: 0, database)
        }
    }

    /// Adds a prompt and returns its id; a prompt with the same content is returned as it is.
    func add(_ prompt: PoolPrompt, bornRound: Int, _ database: Database) throws -> Int64 {
        let find = try database.cachedStatement(sql: "SELECT id FROM prompt WHERE content_hash = ?")
        if let known = try Int64.fetchOne(find, arguments: [prompt.contentHash]) { return known }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO prompt (content_hash, messages, external_id, metadata, born_round, reason, origin)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(arguments: [
            prompt.contentHash, Message.encodeList(prompt.messages), prompt.externalID.map(Self.withoutNUL), prompt.metadata, bornRound,
            prompt.isHeldOut ? names.key("held_out", database) : nil, prompt.origin,
        ])
        return database.lastInsertedRowID
    }

    /// The newest configuration, or nil where the ledger was only imported into.
    package func configuration() throws -> ConfigurationRecord? {
        try read { database in
            let sql = "SELECT round, yaml, hash, folder FROM configuration ORDER BY id DESC LIMIT 1"
            guard let row = try Row.fetchOne(database, sql: sql) else { return nil }
            return ConfigurationRecord(round: row[0], yaml: row[1], hash: row[2], folder: row[3])
        }
    }

    /// The configuration that was in force when `round` was planned or last changed within it.
    package func configuration(round: Int) throws -> ConfigurationRecord? {
        try read { database in
            let sql = "SELECT round, yaml, hash, folder FROM configuration WHERE round <= ? ORDER BY id DESC LIMIT 1"
            guard let row = try Row.fetchOne(database, sql: sql, arguments: [round]) else { return nil }
            return ConfigurationRecord(round: row[0], yaml: row[1], hash: row[2], folder: row[3])
        }
    }

    /// The key of the configuration recorded last: another one means that somebody changed it.
    package func configurationKey() throws -> Int64 {
        try read { try Int64.fetchOne($0, sql: "SELECT coalesce(max(id), 0) FROM configuration") ?? 0 }
    }

    /// Records a changed configuration.
    package func record(_ configuration: ConfigurationRecord, at time: Double) throws {
        try write { try store(configuration, at: time, $0) }
    }

    private func store(_ configuration: ConfigurationRecord, at time: Double, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO configuration (round, yaml, hash, folder, recorded_at) VALUES (?, ?, ?, ?, ?)",
            arguments: [configuration.round, configuration.yaml, configuration.hash, configuration.folder, time]
        )
    }

    /// Records something worth knowing later that is no fact: a start, a stop, a warning.
    package func note(_ kind: String, _ message: String, round: Int?, at time: Double) throws {
        try write { database in
            try database.execute(
                sql: "INSERT INTO event (at, round, kind, message) VALUES (?, ?, ?, ?)",
                arguments: [time, round, kind, message]
            )
        }
    }
}
