import GRDB
import JSONCursor
import Selection

/// What kinds of facts a round has.
extension Ledger {
    /// Whether log-probs of its policy and reference and vectors of its answers are there, and how many models wrote answers.
    package func measured(round: Int) throws -> (policy: Bool, reference: Bool, embeddings: Bool, sources: Int) {
        try read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM logprob l JOIN round d ON d.round = l.round
                            WHERE l.round = :round AND l.model = d.policy AND l.weight_version = d.weight_version),
                        EXISTS (SELECT 1 FROM logprob l JOIN round d ON d.round = l.round
                            WHERE l.round = :round AND l.model = d.reference AND l.weight_version = coalesce(d.reference_version, l.weight_version)),
                        EXISTS (SELECT 1 FROM embedding e JOIN response r ON r.id = e.response_id WHERE r.round = :round),
                        (SELECT count(DISTINCT model) FROM response WHERE round = :round)
                    """,
                arguments: ["round": round]
            )
            return (row?[0] ?? false, row?[1] ?? false, row?[2] ?? false, row?[3] ?? 0)
        }
    }

    /// The tags of a round's prompts, and the names under which they have numbers, both as expressions write them.
    package func promptFields(round: Int) throws -> (tags: [String], numbers: [String]) {
        try read { database in
            let prompts = try Int64.fetchAll(
                database,
                sql: "SELECT DISTINCT prompt_id FROM round_prompt WHERE round = ?",
                arguments: [round]
            )
            let reader = PromptFacts(database: database)
            var tags: Set<String> = []
            var numbers: Set<String> = []
            for prompt in prompts {
                let facts = try reader.facts(of: prompt)
                tags.formUnion(facts.tags.map(ColumnCatalogue.written))
                guard case .object(let members) = facts.metadata else { continue }
                for member in members {
                    let name = ColumnCatalogue.written(member.key)
                    if facts.number(name).isFinite { numbers.insert(name) }
                }
            }
            return (tags.sorted(), numbers.sorted())
        }
    }
}
