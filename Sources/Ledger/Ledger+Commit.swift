import GRDB

extension Ledger {
    /// Writes facts of one round in one transaction; when it returns they are on disk.
    ///
    /// A fact that is there already is an error: nothing may be learned twice.
    package func commit(_ facts: [Fact], round: Int) throws {
        try write { database in
            var tally = Tally()
            for fact in facts {
                try store(fact, round: round, database, &tally)
            }
            try tally.store(round: round, database)
        }
    }

    func store(_ fact: Fact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        switch fact {
        case .promptTokens(let fact): try store(fact, database)
        case .promptLeftOut(let fact): try store(fact, round: round, database, &tally)
        case .response(let fact): try store(fact, round: round, database, &tally)
        case .responseTokens(let fact): try store(fact, database)
        case .reward(let fact): try store(fact, round: round, database, &tally)
        case .comparison(let fact): try store(fact, round: round, database, &tally)
        case .embedding(let fact): try store(fact, database, &tally)
        case .logprob(let fact): try store(fact, round: round, database, &tally)
        case .failure(let fact): try store(fact, round: round, database, &tally)
        case .rewrite(let fact): try store(fact, round: round, database, &tally)
        case .spend(let fact): try store(fact, round: round, database)
        }
    }

    private func store(_ fact: PromptTokensFact, _ database: Database) throws {
        var row = try RowWriter("INSERT OR IGNORE INTO prompt_tokens (prompt_id, model, template_hash, ids) VALUES (?, ?, ?, ?)", database)
        try row.add(fact.promptID)
        try row.add(names.key(fact.model, database))
        try row.add(fact.templateHash)
        try row.add(TokenCoding.encode(fact.tokens))
        try row.write()
    }

    private func store(_ fact: PromptLeftOutFact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE round_prompt SET reason = ? WHERE round = ? AND phase = ? AND prompt_id = ? AND reason IS NULL"
        )
        try statement.execute(arguments: [names.key(fact.reason, database), round, names.key(fact.phase, database), fact.promptID])
        if database.changesCount > 0 { tally.add("prompt_left_out" + fact.phase.suffix, fact.reason) }
    }

    func store(_ fact: ResponseFact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        var row = try RowWriter(Self.insertResponse, database)
        try row.add(round)
        try row.add(names.key(fact.phase, database))
        try row.add(fact.promptID)
        try row.add(fact.sample)
        try row.add(fact.seed)
        try row.add(Self.withoutNUL(fact.text))
        try row.add(fact.tokens.map { TokenCoding.encode($0) })
        try row.add(fact.tokens?.count ?? fact.tokenCount)
        try row.add(names.key(fact.finishReason, database))
        try row.add(names.key(fact.model, database))
        try row.add(names.key(fact.endpoint, database))
        try row.add(names.key(fact.weightVersion, database))
        try row.add(fact.latencyMilliseconds)
        try row.write()
        tally.add("response" + fact.phase.suffix, fact.finishReason)
        guard let values = fact.sampledLogprobs else { return }
        let logprob = LogprobFact(
            responseID: database.lastInsertedRowID,
            model: fact.model,
            weightVersion: fact.weightVersion,
            source: .sampled,
            sum: values.reduce(0, +),
            tokens: values.count,
            perToken: fact.keepsTokenLogprobs ? values : nil
        )
        try store(logprob, round: round, database, &tally)
    }

    private static let insertResponse = """
        INSERT INTO response (round, phase, prompt_id, sample, seed, text, token_ids, tokens, finish_reason, model,
            endpoint, weight_version, latency_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// SQLite's text ends at a NUL for most of its readers: a NUL of a model's or a file's becomes U+FFFD. Token ids keep it.
    static func withoutNUL(_ text: String) -> String {
        let hasNUL = text.utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? text.utf8.contains(0)
        guard hasNUL else { return text }
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { clean.append(scalar == "\u{0}" ? "\u{FFFD}" : scalar) }
        return String(clean)
    }

    private func store(_ fact: ResponseTokensFact, _ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE response SET token_ids = ?, tokens = ?, prefix_tokens = ? WHERE id = ? AND token_ids IS NULL"
        )
        try statement.execute(arguments: [TokenCoding.encode(fact.tokens), fact.tokens.count, fact.prefixTokens, fact.responseID])
    }

    func store(_ fact: RewardFact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        guard fact.score.isFinite else { throw LedgerError(.inconsistent, "a reward that is not finite must not be recorded") }
        if fact.isRevision { return try revise(fact, database) }
        var row = try RowWriter(Self.insertReward, database)
        try row.add(round)
        try row.add(fact.responseID)
        try row.add(names.key(fact.name, database))
        try row.add(names.key(fact.model, database))
        try row.add(names.key(fact.contract, database))
        try row.add(fact.score)
        try row.add(fact.details.map(Self.withoutNUL))
        try row.write()
        tally.add("reward", fact.name)
    }

    private static let insertReward = """
        INSERT INTO reward (round, response_id, name, model, contract, score, details) VALUES (?, ?, ?, ?, ?, ?, ?)
        """

    func store(_ fact: LogprobFact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        guard fact.sum.isFinite else { throw LedgerError(.inconsistent, "a log-prob that is not finite must not be recorded") }
        let model = try names.key(fact.model, database)
        let version = try names.key(fact.weightVersion, database)
        var row = try RowWriter(Self.insertLogprob, database)
        try row.add(round)
        try row.add(fact.responseID)
        try row.add(model)
        try row.add(version)
        try row.add(fact.source.key)
        try row.add(ReservedName.raw.rawValue)
        try row.add(fact.sum)
        try row.add(fact.tokens)
        try row.write()
        tally.add("logprob", fact.model)
        guard let values = fact.perToken else { return }
        let detail = try database.cachedStatement(
            sql: "INSERT INTO logprob_tokens (response_id, model, weight_version, source, logprobs) VALUES (?, ?, ?, ?, ?)"
        )
        try detail.execute(arguments: [fact.responseID, model, version, fact.source.key, TokenCoding.encode(values)])
    }

    private static let insertLogprob = """
        INSERT INTO logprob (round, response_id, model, weight_version, source, mode, sum, tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    private func store(_ fact: FailureFact, round: Int, _ database: Database, _ tally: inout Tally) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO failure (round, stage, prompt_id, sample, response_id, model, attempts, gave_up, reason, error)
                VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
                """
        )
        try statement.execute(arguments: [
            round, names.key(fact.stage, database), fact.promptID, fact.sample, fact.responseID,
            names.key(fact.model, database), fact.attempts, names.key(fact.reason, database), Self.withoutNUL(fact.error),
        ])
        tally.add("failed:\(fact.stage)", fact.reason)
    }
}
