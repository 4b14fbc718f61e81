import GRDB

/// All rewarded responses of one prompt after the other, in order of their samples.
struct PromptResponses {
    private let statement: Statement
    private let scores: Statement
    private let arguments: ExportArguments

    init(_ query: ExportQuery, _ arguments: ExportArguments, _ names: NameTable, _ database: Database) throws {
        let (round, phase) = (query.selection.round, try names.find(query.selection.phase, database))
        statement = try database.makeStatement(
            sql: """
                SELECT r.id, r.sample, r.text, w.score, \(Ledger.exportedLogprob("r.id", "policy", query)),
                    \(Ledger.exportedLogprob("r.id", "reference", query)), r.tokens, n.text
                FROM response r
                JOIN reward w ON w.response_id = r.id AND w.name = :reward
                JOIN name n ON n.id = r.model
                WHERE r.round = \(round) AND r.phase = \(phase) AND r.prompt_id = :prompt AND \(Ledger.hasText) ORDER BY r.sample
                """
        )
        scores = try database.makeStatement(
            sql: "SELECT n.text, w.score FROM reward w JOIN name n ON n.id = w.name WHERE w.response_id = ? ORDER BY n.text"
        )
        self.arguments = arguments
    }

    func all(of prompt: Int64) throws -> [ExportRow.Response] {
        try Row.fetchAll(statement, arguments: arguments.with("prompt", prompt)).map { row in
            var response = ExportRow.Response(
                id: row[0],
                sample: row[1],
                text: row[2],
                reward: row[3],
                policyLogprob: row[4],
                referenceLogprob: row[5],
                tokens: row[6]
            )
            response.model = row[7]
            response.rewards = try Self.rewards(of: response.id, scores)
            return response
        }
    }

    static func rewards(of response: Int64, _ statement: Statement) throws -> [ExportRow.Score] {
        try Row.fetchAll(statement, arguments: [response]).map { ExportRow.Score(name: $0[0], value: $0[1]) }
    }
}
