import GRDB

/// What became of a round's planned responses.
extension Ledger {
    func funnel(_ query: AnswerQuery, _ keys: AnswerKeys, _ facts: AnswerFacts, _ database: Database) throws -> ResponseFunnel {
        var counts = try verdicts(query, keys, facts, database)
        let usable = facts.count - counts.values.reduce(0, +)
        var planned = facts.count
        if query.samples > 0 {
            let prompts = try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM round_prompt WHERE round = ? AND phase = ?",
                arguments: [query.round, keys.phase]
            )
            planned = query.samples * (prompts ?? 0)
            try addUnanswered(to: &counts, query, keys, database)
            let rest = planned - usable - counts.values.reduce(0, +)
            if rest > 0 { counts["pending", default: 0] += rest }
        }
        let reasons = counts.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        return ResponseFunnel(planned: planned, usable: usable, reasons: reasons.map { ($0.key, $0.value) })
    }

    /// How many recorded responses are unusable, by reason.
    private func verdicts(_ query: AnswerQuery, _ keys: AnswerKeys, _ facts: AnswerFacts, _ database: Database) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        var lacking: [(stage: Int64, reason: String, indices: [Int])] = [
            (keys.rewardStage, "unrewarded", []), (keys.policyStage, "unscorable", []), (keys.referenceStage, "unscorable", []),
        ]
        for stage in keys.furtherRewardStages { lacking.append((stage, "unrewarded", [])) }
        for index in 0..<facts.count {
            switch facts.faults[index] {
            case .empty: counts["empty", default: 0] += 1
            case .truncated: counts["truncated", default: 0] += 1
            case .none:
                if facts.rewards[index].isNaN {
                    lacking[0].indices.append(index)
                } else if query.policy != nil, facts.policyLogprobs[index].isNaN {
                    lacking[1].indices.append(index)
                } else if query.reference != nil, facts.referenceLogprobs[index].isNaN {
                    lacking[2].indices.append(index)
                } else if let reward = facts.furtherRewards.firstIndex(where: { $0[index].isNaN }) {
                    lacking[3 + reward].indices.append(index)
                }
            }
        }
        let isLackingRewards = lacking.contains { $0.reason == "unrewarded" && !$0.indices.isEmpty }
        let passedOver = isLackingRewards ? try notAnnotated(query, keys, database) : []
        for (stage, reason, indices) in lacking where !indices.isEmpty {
            let failures = try failures(stage, else: reason, database)
            for index in indices {
                let id = facts.ids[index]
                let isPassedOver = reason == "unrewarded" && passedOver.contains(id)
                counts[isPassedOver ? "not_annotated" : failures[id] ?? "pending", default: 0] += 1
            }
        }
        return counts
    }

    /// Responses that no reward model was asked about, by decision.
    private func notAnnotated(_ query: AnswerQuery, _ keys: AnswerKeys, _ database: Database) throws -> Set<Int64> {
        try Int64.fetchSet(
            database,
            sql: "SELECT response_id FROM annotation WHERE round = ? AND phase = ? AND chosen = 0",
            arguments: [query.round, keys.phase]
        )
    }

    /// By response: the reason for which a stage gave it up.
    private func failures(_ stage: Int64, else other: String, _ database: Database) throws -> [Int64: String] {
        let rows = try RowReader(
            """
            SELECT x.response_id, n.text FROM failure x JOIN name n ON n.id = x.reason
            WHERE x.stage = ? AND x.gave_up = 1 AND x.response_id IS NOT NULL ORDER BY x.id
            """,
            database,
            [stage]
        )
        var reasons: [Int64: String] = [:]
        while try rows.next() {
            let response = rows.integer(0)
            guard reasons[response] == nil else { continue }
            let reason = rows.text(1)
            reasons[response] = reason == "too_long" || reason == "not_finite" ? reason : other
        }
        return reasons
    }

    /// Adds the planned responses that were never recorded because their prompt was left out or the sample given up.
    private func addUnanswered(to counts: inout [String: Int], _ query: AnswerQuery, _ keys: AnswerKeys, _ database: Database) throws {
        let stage = try names.find(query.phase.sampleStage, database)
        // Of a prompt that was left out, some responses may have been answered or given up before.
        let leftOut = try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT n.text, count(*), sum(
                        (SELECT count(*) FROM response r
                            WHERE r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id)
                        + (SELECT count(*) FROM failure f
                            WHERE f.round = rp.round AND f.stage = :stage AND f.prompt_id = rp.prompt_id AND f.gave_up = 1))
                    FROM round_prompt rp JOIN name n ON n.id = rp.reason
                    WHERE rp.round = :round AND rp.phase = :phase GROUP BY 1
                    """
            ),
            arguments: ["round": query.round, "phase": keys.phase, "stage": stage]
        )
        for row in leftOut { counts[row[0], default: 0] += query.samples * (row[1] as Int) - (row[2] as Int) }
        let failed = try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM failure WHERE round = ? AND stage = ? AND gave_up = 1",
            arguments: [query.round, stage]
        )
        counts["sample_failed", default: 0] += failed ?? 0
    }
}
