import GRDB
import Inference

/// Selections and their pairs.
extension Ledger {
    /// Stores a selection with its pairs or chosen responses and the prompts without any, in one transaction, and returns its id.
    package func store(
        _ selection: SelectionRecord,
        pairs: [PairRecord],
        choices: [ChoiceRecord] = [],
        unpaired: [UnpairedRecord]
    ) throws -> Int64 {
        try write { database in
            try database.execute(
                sql: "INSERT INTO selection (round, phase, name, spec, statistics) VALUES (?, ?, ?, ?, ?)",
                arguments: [selection.round, names.key(selection.phase, database), selection.name, selection.spec, selection.statistics]
            )
            let id = database.lastInsertedRowID
            try store(pairs, of: id, database)
            try store(choices, of: id, database)
            let leave = try database.cachedStatement(
                sql: "INSERT INTO unpaired (selection, position, prompt_id, reason) VALUES (?, ?, ?, ?)"
            )
            for prompt in unpaired {
                try leave.execute(arguments: [id, prompt.position, prompt.promptID, names.key(prompt.reason, database)])
            }
            var tally = Tally()
            if selection.name == selection.phase.rawValue {
                tally.add("pair" + selection.phase.suffix, "", pairs.count)
                tally.add("pair_kept" + selection.phase.suffix, "", pairs.count { $0.kept })
            }
            try tally.store(round: selection.round, database)
            return id
        }
    }

    private func store(_ pairs: [PairRecord], of selection: Int64, _ database: Database) throws {
        let insert = """
            INSERT INTO pair (selection, prompt_id, position, number, chosen_id, rejected_id, chosen_reward, rejected_reward,
                explicit_margin, implicit_margin, score, rank, kept, flipped, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        var row = try RowWriter(insert, database)
        for pair in pairs {
            row.begin()
            try row.add(selection)
            try row.add(pair.promptID)
            try row.add(pair.position)
            try row.add(pair.number)
            try row.add(pair.chosenID)
            try row.add(pair.rejectedID)
            try row.add(pair.chosenReward)
            try row.add(pair.rejectedReward)
            try row.add(pair.explicitMargin)
            try row.add(pair.implicitMargin)
            try row.add(pair.score)
            try row.add(pair.rank)
            try row.add(pair.kept)
            try row.add(pair.isFlipped)
            try row.add(try pair.reason.map { try names.key($0, database) })
            try row.write()
        }
        guard pairs.contains(where: \.hasValues) else { return }
        var value = try RowWriter("INSERT INTO pair_value (selection, position, number, name, value) VALUES (?, ?, ?, ?, ?)", database)
        for pair in pairs {
            for (name, number) in pair.values {
                value.begin()
                try value.add(selection)
                try value.add(pair.position)
                try value.add(pair.number)
                try value.add(names.key(name, database))
                try value.add(number)
                try value.write()
            }
        }
    }

    private func store(_ choices: [ChoiceRecord], of selection: Int64, _ database: Database) throws {
        guard !choices.isEmpty else { return }
        var prompt = try RowWriter(
            "INSERT INTO choice (selection, prompt_id, position, score, rank, kept, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            database
        )
        var member = try RowWriter(
            "INSERT INTO member (selection, position, response_id, reward, accepted, weight, rank) VALUES (?, ?, ?, ?, ?, ?, ?)",
            database
        )
        for choice in choices {
            prompt.begin()
            try prompt.add(selection)
            try prompt.add(choice.promptID)
            try prompt.add(choice.position)
            try prompt.add(choice.score)
            try prompt.add(choice.rank)
            try prompt.add(choice.kept)
            try prompt.add(try choice.reason.map { try names.key($0, database) })
            try prompt.write()
            for response in choice.members {
                member.begin()
                try member.add(selection)
                try member.add(choice.position)
                try member.add(response.responseID)
                try member.add(response.reward)
                try member.add(response.isAccepted.map { $0 ? 1 : 0 })
                try member.add(response.weight)
                try member.add(response.rank)
                try member.write()
            }
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
}
