import GRDB
import Inference

/// Selections and their pairs.
extension Ledger {
    /// Stores a selection with its pairs and the prompts without one, in one transaction, and returns its id.
    package func store(_ selection: SelectionRecord, pairs: [PairRecord], unpaired: [UnpairedRecord]) throws -> Int64 {
        try write { database in
            try database.execute(
                sql: "INSERT INTO selection (round, phase, name, spec, statistics) VALUES (?, ?, ?, ?, ?)",
                arguments: [selection.round, names.key(selection.phase, database), selection.name, selection.spec, selection.statistics]
            )
            let id = database.lastInsertedRowID
            var tally = Tally()
            let notKept = try names.key("not_kept", database)
            let insert = """
                INSERT INTO pair (selection, prompt_id, position, chosen_id, rejected_id, explicit_margin, implicit_margin,
                    score, rank, kept, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            var row = try RowWriter(insert, database)
            for pair in pairs {
                row.begin()
                try row.add(id)
                try row.add(pair.promptID)
                try row.add(pair.position)
                try row.add(pair.chosenID)
                try row.add(pair.rejectedID)
                try row.add(pair.explicitMargin)
                try row.add(pair.implicitMargin)
                try row.add(pair.score)
                try row.add(pair.rank)
                try row.add(pair.kept)
                try row.add(pair.kept ? nil : notKept)
                try row.write()
            }
            let leave = try database.cachedStatement(
                sql: "INSERT INTO unpaired (selection, position, prompt_id, reason) VALUES (?, ?, ?, ?)"
            )
            for prompt in unpaired {
                try leave.execute(arguments: [id, prompt.position, prompt.promptID, names.key(prompt.reason, database)])
            }
            if selection.name == selection.phase.rawValue {
                tally.add("pair" + selection.phase.suffix, "", pairs.count)
                tally.add("pair_kept" + selection.phase.suffix, "", pairs.count { $0.kept })
            }
            try tally.store(round: selection.round, database)
            return id
        }
    }

    /// The selection of that name, or nil.
    package func selection(round: Int, phase: Phase = .base, name: String) throws -> SelectionRecord? {
        try read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: Self.selectionQuery + " WHERE s.round = ? AND s.phase = ? AND s.name = ?"),
                arguments: [round, names.find(phase, database), name]
            ).map(Self.selection)
        }
    }

    /// All selections of a round, in the order they were made.
    package func selections(round: Int) throws -> [SelectionRecord] {
        try read { database in
            let statement = try database.cachedStatement(sql: Self.selectionQuery + " WHERE s.round = ? ORDER BY s.id")
            return try Row.fetchAll(statement, arguments: [round]).map(Self.selection)
        }
    }

    private static let selectionQuery = """
        SELECT s.id, s.round, s.phase, s.name, s.spec, s.statistics FROM selection s
        """

    private static func selection(_ row: Row) -> SelectionRecord {
        SelectionRecord(
            id: row[0],
            round: row[1],
            phase: (row[2] as Int64) == ReservedName.evolved.rawValue ? .evolved : .base,
            name: row[3],
            spec: row[4],
            statistics: row[5]
        )
    }

    /// A model and which weights of it.
    package struct Model: Sendable, Hashable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// Calls `body` for every kept pair of a selection, in plan order.
    ///
    /// - Parameters:
    ///   - policy: whose log-probs the rows carry; nil for none.
    ///   - sources: the log-probs that count.
    package func forEachKeptPair(
        of selection: Int64,
        reward: String,
        policy: Model?,
        reference: Model?,
        sources: [LogprobSource],
        _ body: (ExportRow) throws -> Void
    ) throws {
        try read { database in
            let rows = try RowReader(
                Self.keptPairsQuery(sources),
                database,
                [
                    "selection": selection, "reward": names.find(reward, database),
                    "policy": policy.flatMap { try names.find($0.name, database) },
                    "policy_version": policy.flatMap { try names.find($0.version, database) },
                    "reference": reference.flatMap { try names.find($0.name, database) },
                    "reference_version": reference.flatMap { try names.find($0.version, database) },
                ]
            )
            while try rows.next() {
                try body(
                    ExportRow(
                        contentHash: rows.text(0),
                        externalID: rows.optionalText(1),
                        metadata: rows.optionalText(2),
                        position: Int(rows.integer(3)),
                        messages: try Message.decodeList(rows.text(4)),
                        chosen: Self.side(rows, at: 5),
                        rejected: Self.side(rows, at: 12),
                        explicitMargin: rows.double(19),
                        implicitMargin: rows.optionalDouble(20),
                        score: rows.double(21),
                        rank: Int(rows.integer(22))
                    )
                )
            }
        }
    }

    private static func keptPairsQuery(_ sources: [LogprobSource]) -> String {
        let keys = sources.map { String($0.key) }.joined(separator: ", ")
        func logprob(_ side: String, _ model: String) -> String {
            """
            (SELECT l.sum FROM logprob l WHERE l.response_id = q.\(side)_id AND l.model = \(model)
                AND l.weight_version = \(model)_version AND l.source IN (\(keys)) ORDER BY l.source LIMIT 1)
            """
        }
        return """
            SELECT p.content_hash, p.external_id, p.metadata, q.position, p.messages,
                q.chosen_id, c.sample, c.text, cw.score, \(logprob("chosen", ":policy")), \(logprob("chosen", ":reference")), c.tokens,
                q.rejected_id, r.sample, r.text, rw.score, \(logprob("rejected", ":policy")), \(logprob("rejected", ":reference")), r.tokens,
                q.explicit_margin, q.implicit_margin, q.score, q.rank
            FROM pair q
            JOIN prompt p ON p.id = q.prompt_id
            JOIN response c ON c.id = q.chosen_id
            JOIN response r ON r.id = q.rejected_id
            JOIN reward cw ON cw.response_id = q.chosen_id AND cw.name = :reward
            JOIN reward rw ON rw.response_id = q.rejected_id AND rw.name = :reward
            WHERE q.selection = :selection AND q.kept = 1
            ORDER BY q.position
            """
    }

    private static func side(_ row: RowReader, at index: Int32) -> ExportRow.Side {
        ExportRow.Side(
            responseID: row.integer(index),
            sample: Int(row.integer(index + 1)),
            text: row.text(index + 2),
            reward: row.double(index + 3),
            policyLogprob: row.optionalDouble(index + 4),
            referenceLogprob: row.optionalDouble(index + 5),
            tokens: row.optionalInteger(index + 6).map { Int($0) }
        )
    }
}
