import GRDB

/// Batches: what was written, sent and collected.
extension Ledger {
    /// The batches of a stage of a round, in order; nil is any.
    package func batches(round: Int? = nil, stage: String? = nil) throws -> [BatchRecord] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: Self.batchesQuery),
                arguments: ["round": round, "stage": try stage.map { try names.find($0, database) ?? -1 }]
            ).map(Self.batch)
        }
    }

    private static let batchesQuery = """
        SELECT b.id, b.round, stage.text, model.text, endpoint.text, b.path, b.lines, b.bytes, b.sha256, b.left_out, b.planned_at,
            b.file_id, b.batch_id, b.created_at, b.status, b.completed, b.failed, b.output_file_id, b.error_file_id, b.prompt_tokens,
            b.completion_tokens, b.error, b.collected_at
        FROM batch b JOIN name stage ON stage.id = b.stage JOIN name model ON model.id = b.model
        JOIN name endpoint ON endpoint.id = b.endpoint
        WHERE (:round IS NULL OR b.round = :round) AND (:stage IS NULL OR b.stage = :stage) ORDER BY b.id
        """

    private static func batch(_ row: Row) -> BatchRecord {
        var record = BatchRecord(
            number: row[0],
            round: row[1],
            stage: row[2],
            model: row[3],
            endpoint: row[4],
            path: row[5],
            lines: row[6],
            bytes: row[7],
            sha256: row[8],
            leftOut: Set((row[9] as String).split(separator: ",").map(String.init)),
            plannedAt: row[10]
        )
        record.fileID = row[11]
        record.batchID = row[12]
        record.createdAt = row[13]
        record.status = row[14]
        record.completed = row[15]
        record.failed = row[16]
        record.outputFileID = row[17]
        record.errorFileID = row[18]
        record.promptTokens = row[19]
        record.completionTokens = row[20]
        record.error = row[21]
        record.collectedAt = row[22]
        return record
    }

    /// The number of the run's next batch.
    package func nextBatchNumber() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT coalesce(max(id), 0) + 1 FROM batch") ?? 1 }
    }

    /// Records a batch whose file is written, with all its work: from here on the work is out and nobody else asks for it. `facts` of its round
    /// came with the planning.
    package func plan(_ batch: BatchRecord, items: [BatchItem], facts: [Fact] = []) throws {
        try write { database in
            var tally = Tally()
            for fact in facts { try store(fact, round: batch.round, database, &tally) }
            try tally.store(round: batch.round, database)
            try database.execute(
                sql: """
                    INSERT INTO batch (id, round, stage, model, endpoint, path, lines, bytes, sha256, left_out, planned_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    batch.number, batch.round, names.key(batch.stage, database), names.key(batch.model, database),
                    names.key(batch.endpoint, database), batch.path, batch.lines, batch.bytes, batch.sha256,
                    batch.leftOut.sorted().joined(separator: ","), batch.plannedAt,
                ]
            )
            for item in items {
                var row = try RowWriter(
                    "INSERT INTO batch_item (batch, position, custom_id, lines, prompt_id, subjects, attempt) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    database
                )
                try row.add(batch.number)
                try row.add(item.position)
                try row.add(item.customID)
                try row.add(item.lines)
                try row.add(item.promptID)
                try row.add(item.subjectList)
                try row.add(item.attempt)
                try row.write()
            }
        }
    }

    /// Notes what a batch is called at the provider and how it stands there; what it holds and took is never changed by this.
    package func update(_ batch: BatchRecord) throws {
        try write { database in
            try database.execute(
                sql: """
                    UPDATE batch SET file_id = ?, batch_id = ?, created_at = ?, status = ?, completed = ?, failed = ?, output_file_id = ?,
                        error_file_id = ?, error = ? WHERE id = ? AND collected_at IS NULL
                    """,
                arguments: [
                    batch.fileID, batch.batchID, batch.createdAt, batch.status, batch.completed, batch.failed, batch.outputFileID,
                    batch.errorFileID, batch.error.map(Self.withoutNUL), batch.number,
                ]
            )
        }
    }

    /// Writes what lines of a batch brought, in one transaction: facts, outcomes, tokens taken. An outcome that is there already is an error.
    package func commit(_ settlement: BatchSettlement, batch: Int, round: Int) throws {
        try write { database in
            var tally = Tally()
            for fact in settlement.facts { try store(fact, round: round, database, &tally) }
            try tally.store(round: round, database)
            let settle = try database.cachedStatement(
                sql: "UPDATE batch_item SET outcome = ? WHERE batch = ? AND position = ? AND outcome IS NULL"
            )
            for (position, outcome) in settlement.outcomes {
                try settle.execute(arguments: [names.key(outcome.name, database), batch, position])
                guard database.changesCount == 1 else {
                    throw LedgerError(.inconsistent, "item \(position) of batch \(batch) was to be settled twice")
                }
            }
            try database.execute(
                sql: """
                    UPDATE batch SET prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?,
                        error = coalesce(?, error), collected_at = ? WHERE id = ? AND collected_at IS NULL
                    """,
                arguments: [
                    settlement.promptTokens, settlement.completionTokens, settlement.error.map(Self.withoutNUL),
                    settlement.collectedAt, batch,
                ]
            )
        }
    }
}
