import GRDB
import Selection

/// The facts a selection reads.
extension Ledger {
    /// The usable responses of a round, in plan order, and what became of the others.
    package func answers(_ query: AnswerQuery) throws -> AnswerSet {
        try read { database in
            let keys = try AnswerKeys(query, names, database)
            let facts = try AnswerFacts(query, keys, database)
            var answers = AnswerSet()
            let hashes = try readPlan(into: &answers, query, keys, database)
            answers.responses = try funnel(query, keys, facts, database)
            let order = fill(&answers, hashes, with: facts, query)
            if !query.columns.isEmpty || !query.furtherRewards.isEmpty {
                try AnswerColumnReader(query: query, keys: keys, facts: facts, order: order, names: names, database: database)
                    .fill(&answers)
            }
            return answers
        }
    }

    /// What became of the planned responses.
    package func responseFunnel(_ query: AnswerQuery) throws -> ResponseFunnel {
        try read { database in
            let keys = try AnswerKeys(query, names, database)
            return try funnel(query, keys, AnswerFacts(query, keys, database), database)
        }
    }

    /// Reads the round's prompts and returns the first eight bytes of their content hashes.
    private func readPlan(
        into answers: inout AnswerSet,
        _ query: AnswerQuery,
        _ keys: AnswerKeys,
        _ database: Database
    ) throws -> [UInt64] {
        let rows = try RowReader(
            """
            SELECT rp.position, rp.prompt_id, p.content_hash, left_out.text
            FROM round_prompt rp
            JOIN prompt p ON p.id = rp.prompt_id
            LEFT JOIN name left_out ON left_out.id = rp.reason
            WHERE rp.round = ? AND rp.phase = ? ORDER BY rp.position
            """,
            database,
            [query.round, keys.phase]
        )
        var hashes: [UInt64] = []
        while try rows.next() {
            answers.prompts.append((Int(rows.integer(0)), rows.integer(1), rows.optionalText(3)))
            hashes.append(Self.leadingBytes(rows.bytes(2)))
        }
        return hashes
    }

    /// Puts the usable responses into the table: by position of their prompt, then by sample.
    private func fill(_ answers: inout AnswerSet, _ hashes: [UInt64], with facts: AnswerFacts, _ query: AnswerQuery) -> PlanOrder {
        let order = PlanOrder(of: facts, in: answers.prompts.map(\.id)) { facts.isUsable($0, query) }
        answers.table.reserveCapacity(prompts: answers.prompts.count, answers: order.indices.count)
        answers.responseIDs.reserveCapacity(order.indices.count)
        for prompt in answers.prompts.indices {
            answers.table.beginPrompt(hash: hashes[prompt])
            let members = order.members(of: prompt)
            for member in members {
                let index = Int(order.indices[member])
                // The first response of the prompt with this text stands for all of them.
                let same = members.lowerBound..<member
                let first = same.first { facts.digests[Int(order.indices[$0])] == facts.digests[index] } ?? member
                answers.responseIDs.append(facts.ids[index])
                answers.table.append(
                    sample: facts.samples[index],
                    reward: facts.rewards[index],
                    tokens: facts.tokens[index],
                    policyLogprob: query.policy == nil ? nil : facts.policyLogprobs[index],
                    referenceLogprob: query.reference == nil ? nil : facts.referenceLogprobs[index],
                    textIdentity: Int32(first - members.lowerBound)
                )
            }
        }
        return order
    }

    /// The first eight bytes that hexadecimal digits stand for; 0 where they are none.
    private static func leadingBytes(_ digits: UnsafeRawBufferPointer) -> UInt64 {
        UInt64(String(decoding: digits.prefix(16), as: UTF8.self), radix: 16) ?? 0
    }
}
