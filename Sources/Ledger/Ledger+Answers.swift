import GRDB
import Selection

/// The facts a selection reads.
extension Ledger {
    /// The usable responses of a round, in plan order.
    package func answers(_ query: AnswerQuery) throws -> AnswerSet {
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT rp.position, rp.prompt_id, p.content_hash, left_out.text, r.id, r.sample, w.score,
                        l.sum, coalesce(l.tokens, r.tokens, 0), f.sum, r.text
                    FROM round_prompt rp
                    JOIN prompt p ON p.id = rp.prompt_id
                    LEFT JOIN name left_out ON left_out.id = rp.reason
                    LEFT JOIN response r ON r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id
                        AND \(Self.leftOut(query).map { "NOT (\($0.condition))" }.joined(separator: " AND "))
                    LEFT JOIN reward w ON w.response_id = r.id AND w.name = :reward
                    LEFT JOIN logprob l ON l.response_id = r.id AND l.model = :policy AND l.weight_version = :version
                        AND l.source IN (\(Self.keys(query.sources)))
                    LEFT JOIN logprob f ON f.response_id = r.id AND f.model = :reference
                        AND f.weight_version = :reference_version AND f.source IN (\(Self.keys(query.sources)))
                    WHERE rp.round = :round AND rp.phase = :phase
                    ORDER BY rp.position, r.sample
                    """,
                arguments: arguments(query, database)
            )
            var answers = AnswerSet()
            var texts: [String] = []
            var lastResponse: Int64 = 0
            while let row = try rows.next() {
                let position: Int = row[0]
                if answers.prompts.last?.position != position {
                    let hash: String = row[2]
                    answers.prompts.append((position, row[1], row[3]))
                    answers.table.beginPrompt(hash: UInt64(hash.prefix(16), radix: 16) ?? 0)
                    texts.removeAll(keepingCapacity: true)
                }
                // A response may have a measured and an imported log-prob: the measured one comes first and counts.
                guard let response: Int64 = row[4], response != lastResponse else { continue }
                lastResponse = response
                let policyLogprob: Double? = row[7]
                let referenceLogprob: Double? = row[9]
                guard let reward: Double = row[6], query.policy == nil || policyLogprob != nil,
                    query.reference == nil || referenceLogprob != nil
                else { continue }
                let text: String = row[10]
                texts.append(text)
                answers.responseIDs.append(response)
                answers.table.append(
                    sample: row[5],
                    reward: reward,
                    tokens: row[8],
                    policyLogprob: query.policy == nil ? nil : policyLogprob,
                    referenceLogprob: query.reference == nil ? nil : referenceLogprob,
                    textIdentity: Int32(texts.firstIndex(of: text) ?? 0)
                )
            }
            return answers
        }
    }

    /// What became of the planned responses.
    package func responseFunnel(_ query: AnswerQuery) throws -> ResponseFunnel {
        try read { database in
            var counts: [String: Int] = [:]
            let verdicts = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT \(Self.verdict(query)), count(*) FROM response r WHERE r.round = :round AND r.phase = :phase GROUP BY 1
                        """
                ),
                arguments: arguments(query, database)
            )
            for row in verdicts { counts[row[0], default: 0] += row[1] }
            let done = counts.values.reduce(0, +)
            let prompts = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT coalesce(n.text, ''), count(*), sum(
                            (SELECT count(*) FROM response r
                                WHERE r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id)
                            + (SELECT count(*) FROM failure f
                                WHERE f.round = rp.round AND f.stage = :stage AND f.prompt_id = rp.prompt_id AND f.gave_up = 1))
                        FROM round_prompt rp LEFT JOIN name n ON n.id = rp.reason
                        WHERE rp.round = :round AND rp.phase = :phase GROUP BY 1
                        """
                ),
                arguments: [
                    "round": query.round, "phase": names.find(query.phase, database),
                    "stage": names.find(query.phase.sampleStage, database),
                ]
            )
            var planned = done
            if query.samples > 0 {
                planned = prompts.reduce(0) { $0 + query.samples * ($1[1] as Int) }
                // Of a prompt that was left out, some responses may have been answered or given up before.
                for row in prompts where (row[0] as String) != "" {
                    counts[row[0], default: 0] += query.samples * (row[1] as Int) - (row[2] as Int)
                }
                let failed = try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM failure WHERE round = ? AND stage = ? AND gave_up = 1",
                    arguments: [query.round, names.find(query.phase.sampleStage, database)]
                )
                if let failed, failed > 0 { counts["sample_failed", default: 0] += failed }
                let rest = planned - counts.values.reduce(0, +)
                if rest > 0 { counts["pending", default: 0] += rest }
            }
            let usable = counts.removeValue(forKey: "usable") ?? 0
            let reasons = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
            return ResponseFunnel(planned: planned, usable: usable, reasons: reasons.map { ($0.key, $0.value) })
        }
    }

    private func arguments(_ query: AnswerQuery, _ database: Database) throws -> StatementArguments {
        let none: Int64 = -1
        return [
            "round": query.round, "phase": try names.find(query.phase, database), "reward": try names.find(query.reward, database) ?? none,
            "policy": try query.policy.flatMap { try names.find($0, database) } ?? none,
            "reference": try query.reference.flatMap { try names.find($0, database) } ?? none,
            "version": try names.find(query.weightVersion, database) ?? none,
            "reference_version": try names.find(query.referenceVersion, database) ?? none,
            "reward_stage": try names.find("reward:\(query.reward)", database) ?? none,
            "policy_stage": try names.find("logprob:policy", database) ?? none,
            "reference_stage": try names.find("logprob:reference", database) ?? none,
        ]
    }

    /// SQL: `usable`, or why the response `r` is not.
    private static func verdict(_ query: AnswerQuery) -> String {
        var cases = leftOut(query).map { "WHEN \($0.condition) THEN '\($0.reason)'" }
        cases.append("WHEN \(isNotAnnotated("r")) THEN 'not_annotated'")
        cases.append(
            """
            WHEN NOT EXISTS (SELECT 1 FROM reward w WHERE w.response_id = r.id AND w.name = :reward)
            THEN \(failure(":reward_stage", else: "unrewarded"))
            """
        )
        if query.policy != nil {
            cases.append(missing(":policy", "AND l.weight_version = :version", query.sources, ":policy_stage"))
        }
        if query.reference != nil {
            cases.append(missing(":reference", "AND l.weight_version = :reference_version", query.sources, ":reference_stage"))
        }
        return "CASE \(cases.joined(separator: " ")) ELSE 'usable' END"
    }

    /// SQL: the conditions on a response `r` alone that make it unusable.
    private static func leftOut(_ query: AnswerQuery) -> [(condition: String, reason: String)] {
        var faults = [(condition: "NOT (\(hasText))", reason: "empty")]
        if query.excludesTruncated {
            faults.append((condition: "r.finish_reason = \(ReservedName.length.rawValue)", reason: "truncated"))
        }
        return faults
    }

    private static func missing(_ model: String, _ version: String, _ sources: [LogprobSource], _ stage: String) -> String {
        """
        WHEN NOT EXISTS (SELECT 1 FROM logprob l WHERE l.response_id = r.id AND l.model = \(model) \(version)
            AND l.source IN (\(keys(sources))))
        THEN \(failure(stage, else: "unscorable"))
        """
    }

    /// SQL: the reason a stage gave the response `r` up, or `pending`.
    private static func failure(_ stage: String, else other: String) -> String {
        """
        coalesce((SELECT CASE n.text WHEN 'too_long' THEN 'too_long' WHEN 'not_finite' THEN 'not_finite' ELSE '\(other)' END
            FROM failure x JOIN name n ON n.id = x.reason
            WHERE x.response_id = r.id AND x.stage = \(stage) AND x.gave_up = 1 LIMIT 1), 'pending')
        """
    }

    private static func keys(_ sources: [LogprobSource]) -> String {
        sources.map { String($0.key) }.joined(separator: ", ")
    }
}
