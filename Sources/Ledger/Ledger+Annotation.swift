import GRDB
import Selection

/// Which responses the reward models are asked about.
extension Ledger {
    /// The responses of a phase before anybody rewards them.
    /// - Parameter query: its reward is not read; what it leaves out for itself is not in the table.
    package func annotationMaterial(_ query: AnswerQuery) throws -> AnnotationMaterial {
        let sources = query.sources.map { String($0.key) }.joined(separator: ", ")
        return try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT rp.position, rp.prompt_id, p.content_hash, r.id, r.sample, r.text, coalesce(l.tokens, r.tokens, 0), l.sum, f.sum, a.chosen
                    FROM round_prompt rp
                    JOIN prompt p ON p.id = rp.prompt_id
                    JOIN response r ON r.round = rp.round AND r.phase = rp.phase AND r.prompt_id = rp.prompt_id AND \(Self.hasText)
                        AND NOT (:complete AND r.finish_reason = \(ReservedName.length.rawValue))
                    LEFT JOIN logprob l ON l.response_id = r.id AND l.model = :policy AND l.weight_version = :version AND l.source IN (\(sources))
                    LEFT JOIN logprob f ON f.response_id = r.id AND f.model = :reference AND f.weight_version = :reference_version
                        AND f.source IN (\(sources))
                    LEFT JOIN annotation a ON a.response_id = r.id
                    WHERE rp.round = :round AND rp.phase = :phase ORDER BY rp.position, r.sample
                    """,
                arguments: [
                    "round": query.round, "phase": names.find(query.phase, database), "complete": query.excludesTruncated,
                    "policy": query.policy.flatMap { try names.find($0, database) } ?? -1,
                    "reference": query.reference.flatMap { try names.find($0, database) } ?? -1,
                    "version": names.find(query.weightVersion, database) ?? -1,
                    "reference_version": names.find(query.referenceVersion, database) ?? -1,
                ]
            )
            var material = AnnotationMaterial()
            var first = 0
            while let row = try rows.next() {
                let position: Int = row[0]
                if material.answers.prompts.last?.position != position {
                    let hash: String = row[2]
                    material.answers.prompts.append((position, row[1], nil))
                    material.answers.table.beginPrompt(hash: UInt64(hash.prefix(16), radix: 16) ?? 0)
                    first = material.texts.count
                }
                // Of a measured and an imported log-prob the measured one comes first and counts.
                guard let response: Int64 = row[3], response != material.answers.responseIDs.last else { continue }
                let text: String = row[5]
                let identity = material.texts[first...].firstIndex(of: text) ?? material.texts.count
                material.texts.append(text)
                material.decisions.append(row[9])
                material.answers.responseIDs.append(response)
                material.answers.table.append(
                    sample: row[4],
                    reward: 0,
                    tokens: row[6],
                    policyLogprob: row[7],
                    referenceLogprob: row[8],
                    textIdentity: Int32(identity - first)
                )
            }
            return material
        }
    }

    /// Decides, in one transaction, about every response of a phase that is not decided: those in `chosen` are annotated, no others.
    ///
    /// Blank responses are decided on as well, and never chosen by it.
    /// - Parameter reason: the rule that chose.
    package func annotate(_ chosen: Set<Int64>, round: Int, phase: Phase, reason: String) throws {
        try write { database in
            let open = try Int64.fetchAll(
                database,
                sql: """
                    SELECT r.id FROM response r WHERE r.round = ? AND r.phase = ?
                        AND NOT EXISTS (SELECT 1 FROM annotation a WHERE a.response_id = r.id) ORDER BY r.id
                    """,
                arguments: [round, names.find(phase, database)]
            )
            var tally = Tally()
            for response in open {
                var row = try RowWriter(
                    "INSERT INTO annotation (round, phase, response_id, chosen, reason) VALUES (?, ?, ?, ?, ?)",
                    database
                )
                try row.add(round)
                try row.add(names.key(phase, database))
                try row.add(response)
                try row.add(chosen.contains(response) ? 1 : 0)
                try row.add(names.key(reason, database))
                try row.write()
                tally.add((chosen.contains(response) ? "annotated" : "not_annotated") + phase.suffix, reason)
            }
            try tally.store(round: round, database)
        }
    }

    /// SQL condition: the response under this alias was left out when responses were chosen to be annotated.
    static func isNotAnnotated(_ alias: String) -> String {
        "EXISTS (SELECT 1 FROM annotation a WHERE a.response_id = \(alias).id AND a.chosen = 0)"
    }

    /// SQL condition: the response under this alias may be rewarded. `:annotated` says that what is trained on must have been chosen.
    static func mayBeRewarded(_ alias: String) -> String {
        """
        CASE WHEN :annotated AND \(alias).phase IN (\(ReservedName.base.rawValue), \(ReservedName.evolved.rawValue))
            THEN EXISTS (SELECT 1 FROM annotation a WHERE a.response_id = \(alias).id AND a.chosen = 1)
            ELSE NOT \(isNotAnnotated(alias)) END
        """
    }
}
