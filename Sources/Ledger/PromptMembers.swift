import GRDB

/// The chosen responses of one prompt after the other, in order of their samples.
struct PromptMembers {
    private let statement: Statement
    private let scores: Statement
    private let arguments: ExportArguments

    init(_ query: ExportQuery, _ arguments: ExportArguments, _ database: Database) throws {
        statement = try database.makeStatement(
            sql: """
                SELECT r.id, r.sample, r.text, m.reward, \(Ledger.exportedLogprob("r.id", "policy", query)),
                    \(Ledger.exportedLogprob("r.id", "reference", query)), r.tokens, n.text, m.accepted, m.weight
                FROM member m
                JOIN response r ON r.id = m.response_id
                JOIN name n ON n.id = r.model
                WHERE m.selection = \(query.selection.id) AND m.position = :position ORDER BY r.sample
                """
        )
        scores = try database.makeStatement(
            sql: "SELECT n.text, w.score FROM reward w JOIN name n ON n.id = w.name WHERE w.response_id = ? ORDER BY n.text"
        )
        self.arguments = arguments
    }

    func all(at position: Int) throws -> [ExportRow.Response] {
        try Row.fetchAll(statement, arguments: arguments.withoutReward(with: "position", Int64(position))).map { row in
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
            response.isAccepted = row[8]
            response.weight = row[9]
            response.rewards = try PromptResponses.rewards(of: response.id, scores)
            return response
        }
    }
}
