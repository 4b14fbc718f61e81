import GRDB
import JSONCursor
import Selection

/// What a prompt's source says of it; a rewrite has what the seed prompt it descends from has.
struct PromptFacts {
    struct Facts {
        var tags: [String] = []
        /// The prompt's other fields.
        var metadata: JSONValue = .object([])
        /// Which of the run's prompt sources it came from, from 0.
        var origin = 0

        /// A number of the metadata by its name as expressions write it, NaN where there is none.
        func number(_ name: String) -> Double {
            guard case .object(let members) = metadata else { return .nan }
            for member in members where ColumnCatalogue.written(member.key) == name {
                switch member.value {
                case .integer(let number): return Double(number)
                case .double(let number): return number
                case .bool(let flag): return flag ? 1 : 0
                default: return .nan
                }
            }
            return .nan
        }
    }

    let database: Database

    func facts(of prompt: Int64) throws -> Facts {
        let statement = try database.cachedStatement(sql: "SELECT parent_id, metadata, origin FROM prompt WHERE id = ?")
        var id = prompt
        while let row = try Row.fetchOne(statement, arguments: [id]) {
            if let parent: Int64 = row[0] {
                id = parent
                continue
            }
            var facts = Facts()
            facts.origin = row[2] ?? 0
            guard let metadata: String = row[1] else { return facts }
            facts.metadata = try JSONValue(parsing: Array(metadata.utf8))
            if case .array(let tags)? = facts.metadata["tags"] {
                facts.tags = tags.compactMap { if case .string(let tag) = $0 { tag } else { nil } }
            }
            return facts
        }
        return Facts()
    }
}
