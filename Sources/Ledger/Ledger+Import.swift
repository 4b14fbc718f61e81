import GRDB

/// Existing responses, rewards and log-probs as round 1 of a ledger.
extension Ledger {
    /// Makes an import the ledger's run and its round 1, in one transaction.
    ///
    /// The prompts, in order, are both the pool and the plan; responses are numbered in order; `policy` and `reference` are the
    /// models the imported log-probs hold for.
    package func importRound(
        _ run: RunRecord,
        prompts: [PromptImport],
        policy: String,
        reference: String?,
        at time: Double
    ) throws {
        try write { database in
            try database.execute(
                sql: "INSERT INTO run (id, name, seed, created_at, created_by) VALUES (1, ?, ?, ?, ?)",
                arguments: [run.name, run.seed, run.createdAt, run.createdBy]
            )
            try database.execute(
                sql: """
                    INSERT INTO round (round, policy, reference, weight_version, first_response, started_at)
                    VALUES (1, ?, ?, ?, 1, ?)
                    """,
                arguments: [
                    names.key(policy, database), reference.map { try names.key($0, database) }, names.key("", database), time,
                ]
            )
            var tally = Tally()
            for (position, imported) in prompts.enumerated() {
                let promptID = try add(imported.prompt, bornRound: 0, database)
                try database.cachedStatement(
                    sql: "INSERT INTO round_prompt (round, phase, position, prompt_id) VALUES (1, ?, ?, ?)"
                ).execute(arguments: [ReservedName.base.rawValue, position, promptID])
                for (sample, response) in imported.responses.enumerated() {
                    try add(response, sample: sample, promptID: promptID, policy: policy, reference: reference, database, &tally)
                }
            }
            tally.add("prompt", "", prompts.count)
            try tally.store(round: 1, database)
            var pool = Tally()
            pool.add("pool", "", prompts.count)
            try pool.store(round: 0, database)
        }
    }

    private func add(
        _ response: PromptImport.Response,
        sample: Int,
        promptID: Int64,
        policy: String,
        reference: String?,
        _ database: Database,
        _ tally: inout Tally
    ) throws {
        let fact = ResponseFact(
            phase: .base,
            promptID: promptID,
            sample: sample,
            seed: nil,
            text: response.text,
            tokens: response.tokens,
            tokenCount: response.tokenCount,
            finishReason: "unknown",
            model: response.source ?? "imported",
            endpoint: "imported",
            weightVersion: ""
        )
        try store(fact, round: 1, database, &tally)
        let responseID = database.lastInsertedRowID
        for reward in response.rewards {
            let fact = RewardFact(
                responseID: responseID,
                name: reward.name,
                model: "imported",
                contract: "imported",
                score: reward.score
            )
            try store(fact, round: 1, database, &tally)
        }
        let tokens = response.tokens?.count ?? response.tokenCount
        let own: [(String?, Double?)] = [(policy, response.policyLogprob), (reference, response.referenceLogprob)]
        let further: [(String?, Double?)] = response.referenceLogprobs.map { ($0.name, $0.sum) }
        for (model, sum) in own + further {
            guard let model, let sum, let tokens else { continue }
            let fact = LogprobFact(
                responseID: responseID,
                model: model,
                weightVersion: "",
                source: .imported,
                sum: sum,
                tokens: tokens
            )
            try store(fact, round: 1, database, &tally)
        }
    }

    /// The models, other than the round's policy, under which log-probs of a round's responses are known.
    package func references(round: Int) throws -> [String] {
        try read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT reason FROM tally WHERE round = :round AND kind = 'logprob' AND count > 0
                        AND reason <> (SELECT n.text FROM round d JOIN name n ON n.id = d.policy WHERE d.round = :round)
                    ORDER BY reason
                    """,
                arguments: ["round": round]
            )
        }
    }

    /// The names of the rewards that responses of a round carry, in the order they were first recorded.
    package func rewardNames(round: Int) throws -> [String] {
        try read { database in
            try String.fetchAll(
                database,
                sql: "SELECT reason FROM tally WHERE round = ? AND kind = 'reward' AND count > 0 ORDER BY reason",
                arguments: [round]
            )
        }
    }
}
