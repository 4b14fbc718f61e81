import GRDB

/// Counts of facts by kind and reason, collected during one commit and added to the `tally` table in its transaction.
///
/// The tally is the one derived table: it makes `status` independent of the run's size, and `doctor RUN` recounts it.
struct Tally {
    /// A handful, so that searching beats hashing.
    private var counts: [(kind: String, reason: String, count: Int)] = []

    mutating func add(_ kind: String, _ reason: String = "", _ count: Int = 1) {
        if let known = counts.firstIndex(where: { $0.kind == kind && $0.reason == reason }) {
            counts[known].count += count
        } else {
            counts.append((kind, reason, count))
        }
    }

    func store(round: Int, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO tally (round, kind, reason, count) VALUES (?, ?, ?, ?)
                ON CONFLICT (round, kind, reason) DO UPDATE SET count = count + excluded.count
                """
        )
        for (kind, reason, count) in counts {
            try statement.execute(arguments: [round, kind, reason, count])
        }
    }
}
