import GRDB
import Inference

/// What an export reads.
extension Ledger {
    /// Calls `body` for every kept pair, or every kept prompt of a selection of responses, in plan order.
    package func forEachKept(_ query: ExportQuery, _ body: (ExportRow) throws -> Void) throws {
        try read { database in
            let arguments = try ExportArguments(query, names, database)
            let responses = query.readsResponses ? try PromptResponses(query, arguments, names, database) : nil
            try forEachPair(query, arguments, responses, database, body)
            try forEachChoice(query, arguments, database, body)
        }
    }

    /// The content hash of the seed prompt each prompt of the pool descends from, by prompt; seed prompts are not in it.
    package func roots() throws -> [Int64: String] {
        try read { database in
            let rows = try RowReader("SELECT id, parent_id, content_hash FROM prompt ORDER BY id", database, [])
            var seeds: [Int64: String] = [:]
            var roots: [Int64: String] = [:]
            while try rows.next() {
                let id = rows.integer(0)
                guard let parent = rows.optionalInteger(1) else {
                    seeds[id] = rows.text(2)
                    continue
                }
                // A parent is older than its children.
                roots[id] = roots[parent] ?? seeds[parent]
            }
            return roots
        }
    }

    /// The values of one of a selection's own columns, of its kept pairs.
    package func keptValues(selection: Int64, column: String) throws -> [Double] {
        try read { database in
            try Double.fetchAll(
                database,
                sql: """
                    SELECT v.value FROM pair_value v
                    JOIN pair q ON q.selection = v.selection AND q.position = v.position AND q.number = v.number AND q.kept = 1
                    WHERE v.selection = ? AND v.name = ? ORDER BY v.position, v.number
                    """,
                arguments: [selection, names.find(column, database)]
            )
        }
    }

    /// The explicit margins of a selection's kept pairs.
    package func keptMargins(selection: Int64) throws -> [Double] {
        try read { database in
            try Double.fetchAll(
                database,
                sql: "SELECT explicit_margin FROM pair WHERE selection = ? AND kept = 1 ORDER BY position, number",
                arguments: [selection]
            )
        }
    }

    /// The names of a selection's own columns.
    package func valueNames(selection: Int64) throws -> [String] {
        try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT n.text FROM (SELECT DISTINCT name FROM pair_value WHERE selection = ?) v JOIN name n ON n.id = v.name ORDER BY n.text
                    """,
                arguments: [selection]
            )
        }
    }

    private func forEachPair(
        _ query: ExportQuery,
        _ arguments: ExportArguments,
        _ responses: PromptResponses?,
        _ database: Database,
        _ body: (ExportRow) throws -> Void
    ) throws {
        let hasValues = try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM pair_value WHERE selection = ?)",
            arguments: [query.selection.id]
        )
        let values = hasValues == true ? try PairValues(query.selection.id, database) : nil
        let rows = try RowReader(Self.keptPairsQuery(query), database, arguments.with("selection", query.selection.id))
        while try rows.next() {
            let prompt = try Self.prompt(rows)
            let pair = ExportRow.Pair(
                chosen: Self.response(rows, at: 11),
                rejected: Self.response(rows, at: 18),
                explicitMargin: rows.double(7),
                implicitMargin: rows.optionalDouble(8),
                score: rows.double(9),
                rank: Int(rows.integer(10)),
                values: try values?.values(position: rows.integer(4), number: rows.integer(6)) ?? []
            )
            try body(ExportRow(prompt: prompt, pair: pair, responses: try responses?.all(of: prompt.id) ?? []))
        }
    }

    private func forEachChoice(
        _ query: ExportQuery,
        _ arguments: ExportArguments,
        _ database: Database,
        _ body: (ExportRow) throws -> Void
    ) throws {
        let rows = try RowReader(
            """
            SELECT p.id, p.content_hash, p.external_id, p.metadata, c.position, p.messages FROM choice c
            JOIN prompt p ON p.id = c.prompt_id WHERE c.selection = ? AND c.kept = 1 ORDER BY c.position
            """,
            database,
            [query.selection.id]
        )
        let members = try PromptMembers(query, arguments, database)
        while try rows.next() {
            let prompt = try Self.prompt(rows)
            try body(ExportRow(prompt: prompt, pair: nil, responses: try members.all(at: prompt.position)))
        }
    }

    private static func prompt(_ rows: RowReader) throws -> ExportRow.Prompt {
        ExportRow.Prompt(
            id: rows.integer(0),
            contentHash: rows.text(1),
            externalID: rows.optionalText(2),
            metadata: rows.optionalText(3),
            position: Int(rows.integer(4)),
            messages: try Message.decodeList(rows.text(5))
        )
    }

    static func response(_ rows: RowReader, at index: Int32) -> ExportRow.Response {
        ExportRow.Response(
            id: rows.integer(index),
            sample: Int(rows.integer(index + 1)),
            text: rows.text(index + 2),
            reward: rows.double(index + 3),
            policyLogprob: rows.optionalDouble(index + 4),
            referenceLogprob: rows.optionalDouble(index + 5),
            tokens: rows.optionalInteger(index + 6).map { Int($0) }
        )
    }

    /// SQL: a model's log-prob of the response whose id is `response`; a measured one goes before an imported one.
    static func exportedLogprob(_ response: String, _ model: String, _ query: ExportQuery) -> String {
        let keys = query.sources.map { String($0.key) }.joined(separator: ", ")
        return """
            (SELECT l.sum FROM logprob l WHERE l.response_id = \(response) AND l.model = :\(model)
                AND l.weight_version = :\(model)_version AND l.source IN (\(keys)) ORDER BY l.source LIMIT 1)
            """
    }

    private static func keptPairsQuery(_ query: ExportQuery) -> String {
        func side(_ alias: String, _ name: String) -> String {
            """
            q.\(name)_id, \(alias).sample, \(alias).text, coalesce(q.\(name)_reward,
                (SELECT w.score FROM reward w WHERE w.response_id = q.\(name)_id AND w.name = :reward)),
                \(exportedLogprob("q.\(name)_id", "policy", query)), \(exportedLogprob("q.\(name)_id", "reference", query)), \(alias).tokens
            """
        }
        return """
            SELECT p.id, p.content_hash, p.external_id, p.metadata, q.position, p.messages, q.number,
                q.explicit_margin, q.implicit_margin, q.score, q.rank, \(side("c", "chosen")), \(side("r", "rejected"))
            FROM pair q
            JOIN prompt p ON p.id = q.prompt_id
            JOIN response c ON c.id = q.chosen_id
            JOIN response r ON r.id = q.rejected_id
            WHERE q.selection = :selection AND q.kept = 1
            ORDER BY q.position, q.number
            """
    }
}
