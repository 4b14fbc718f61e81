import FoundationEssentials
import GRDB

/// Vectors of responses.
extension Ledger {
    /// The failure stage of embedding.
    package static let embeddingStage = "embed"

    /// The vectors that `model` gave for the responses of a phase, by response; each phase's responses that have none are not in it.
    package func embeddings(round: Int, phase: Phase, model: String) throws -> [Int64: [Float]] {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(
                    sql: """
                        SELECT e.response_id, e.vector FROM response r JOIN embedding e ON e.response_id = r.id AND e.model = ?
                        WHERE r.round = ? AND r.phase = ?
                        """
                ),
                arguments: [names.find(model, database) ?? -1, round, names.find(phase, database)]
            )
            var vectors: [Int64: [Float]] = [:]
            while let row = try rows.next() { vectors[row[0]] = Self.floats(row[1]) }
            return vectors
        }
    }

    /// Responses of the round past id `cursor` that are trained on, are not empty and have no vector of `model`, up to `batch` a request.
    package func pendingEmbeddings(
        round: Int,
        model: String,
        batch: Int,
        after cursor: Int64,
        limit: Int
    ) throws -> WorkPage<EmbeddingWork> {
        try read { database in
            let rows = try Row.fetchAll(
                database.cachedStatement(sql: Self.pendingEmbeddingsQuery),
                arguments: [
                    "round": round, "cursor": cursor, "limit": limit, "model": names.find(model, database) ?? -1,
                    "stage": names.find(Self.embeddingStage, database) ?? -1,
                ]
            )
            var page = WorkPage<EmbeddingWork>(work: [], cursor: cursor, exhausted: rows.count < limit)
            for row in rows {
                page.cursor = row[0]
                let response = EmbeddingWork.Response(id: row[0], promptID: row[1], sample: row[2], text: row[3])
                if let last = page.work.indices.last, page.work[last].responses.count < batch {
                    page.work[last].responses.append(response)
                } else {
                    page.work.append(EmbeddingWork(responses: [response]))
                }
            }
            return page
        }
    }

    private static let pendingEmbeddingsQuery = """
        SELECT r.id, r.prompt_id, r.sample, r.text FROM response r
        WHERE r.id > :cursor AND +r.round = :round AND \(hasText)
            AND r.phase IN (\(ReservedName.base.rawValue), \(ReservedName.evolved.rawValue))
            AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.response_id = r.id AND e.model = :model)
            AND NOT EXISTS (SELECT 1 FROM failure f WHERE f.response_id = r.id AND f.stage = :stage AND f.gave_up = 1)
        ORDER BY r.id LIMIT :limit
        """

    func store(_ fact: EmbeddingFact, _ database: Database, _ tally: inout Tally) throws {
        guard !fact.vector.isEmpty, fact.vector.allSatisfy(\.isFinite) else {
            throw LedgerError(.inconsistent, "a vector that is empty or not finite must not be recorded")
        }
        var row = try RowWriter("INSERT INTO embedding (response_id, model, dimension, vector) VALUES (?, ?, ?, ?)", database)
        try row.add(fact.responseID)
        try row.add(names.key(fact.model, database))
        try row.add(fact.vector.count)
        try row.add(fact.vector.withUnsafeBytes { Data($0) })
        try row.write()
        tally.add("embedding", fact.model)
    }

    private static func floats(_ data: Data) -> [Float] {
        [Float](unsafeUninitializedCapacity: data.count / 4) { buffer, count in
            count = data.copyBytes(to: buffer) / 4
        }
    }
}
