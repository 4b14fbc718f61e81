import GRDB

/// What looking at the endpoints showed.
extension Ledger {
    /// Records the findings of one look, all under one time; numbers must be finite.
    package func record(_ probes: [ProbeRecord], at time: Double) throws {
        try write { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO probe (at, role, endpoint, check_name, verdict, message, remedy, value, bound)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            )
            for probe in probes {
                guard probe.value?.isFinite ?? true, probe.bound?.isFinite ?? true else {
                    throw LedgerError(.inconsistent, "a probe's number that is not finite must not be recorded")
                }
                try statement.execute(arguments: [
                    time, probe.role, names.key(probe.endpoint, database), probe.check, probe.verdict,
                    Self.withoutNUL(probe.message), probe.remedy, probe.value, probe.bound,
                ])
            }
        }
    }

    /// The last finding of every check of every endpoint, with its time, in the order they were recorded.
    package func lastProbes() throws -> [(record: ProbeRecord, at: Double)] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT p.role, n.text, p.check_name, p.verdict, p.message, p.remedy, p.value, p.bound, p.at
                        FROM probe p JOIN name n ON n.id = p.endpoint
                        WHERE p.id IN (SELECT max(id) FROM probe GROUP BY role, endpoint, check_name) ORDER BY p.id
                        """
                )
            ).map { row in
                let record = ProbeRecord(
                    role: row[0],
                    endpoint: row[1],
                    check: row[2],
                    verdict: row[3],
                    message: row[4],
                    remedy: row[5],
                    value: row[6],
                    bound: row[7]
                )
                return (record, row[8])
            }
        }
    }
}
