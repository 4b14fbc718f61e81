import GRDB

/// Counts of facts by kind and reason, collected during one commit and added to the `tally` table in its transaction.
///
/// The tally is the one derived table: it makes `status` independent of the run's size, and `doctor RUN` recounts it.
struct Tally {
    private var counts: [Key: Int] = [:]

    struct Key: Hashable {
        var kind: String
        var reason: String
    }

    mutating func add(_ kind: String, _ reason: String = "", _ count: Int = 1) {
        counts[Key(kind: kind, reason: reason), default: 0] += count
    }

    func store(round: Int, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO tally (round, kind, reason, count) VALUES (?, ?, ?, ?)
                ON CONFLICT (round, kind, reason) DO UPDATE SET count = count + excluded.count
                """
        )
        for (key, count) in counts {
            try statement.execute(arguments: [round, key.kind, key.reason, count])
        }
    }
}
