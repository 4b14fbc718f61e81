import JSONCursor
package import Settings

/// What a run would do, counted before it does it. Reads the prompts; reaches no server.
package struct RunPlan: Sendable, Hashable {
    package var pool: Int
    package var dropped: Int
    package var promptsPerRound: Int
    package var rounds: Int
    /// Prompts that no round trains on.
    package var heldOut: Int
    /// Rewrites asked for over all rounds; most of them become prompts.
    package var rewrites: Int
    /// Over all rounds, at most: every rewrite counted as a prompt.
    package var sampleRequests: Int
    package var responses: Int
    package var rewards: Int
    package var logprobs: Int
    /// Most tokens the policy may sample over all rounds.
    package var mostSampledTokens: Int
    /// Most bytes of the ledger, roughly: text, ids and facts of responses at full length.
    package var mostLedgerBytes: Int

    /// Blocks.
    package init(_ configuration: Configuration) throws {
        try configuration.checkSelections()
        let prompts = try RunStore.readPool(configuration, notice: { _ in })
        heldOut = prompts.prompts.count { $0.isHeldOut }
        pool = prompts.prompts.count - heldOut
        dropped = prompts.dropped.reduce(0) { $0 + $1.count }
        promptsPerRound = configuration.promptsPerRound ?? pool
        rounds = configuration.rounds
        let evolution = Self.rewrites(configuration, of: promptsPerRound)
        rewrites = evolution.perRound * evolution.rounds
        // Rewrites that open a round take places of its prompts; those made within it come on top.
        let evolved = configuration.shape.evolution == .betweenRounds ? 0 : rewrites
        let trained = (promptsPerRound * rounds + evolved) * configuration.policy.samples
        let measurements = configuration.shape.trains ? rounds + 1 : 0
        let measured = measurements * heldOut * configuration.samples(in: .heldOut)
        sampleRequests = promptsPerRound * rounds + evolved + measurements * heldOut
        responses = trained + measured
        rewards = responses * configuration.rewards.count
        logprobs = configuration.policy.logprobs == .none ? 0 : trained + Self.referenceLogprobs(configuration, of: trained)
        mostSampledTokens = responses * configuration.policy.sampling.maxTokens
        // Four bytes of text and four of id a token, and some 300 bytes of rows and indexes a response.
        mostLedgerBytes = mostSampledTokens * 8 + responses * 300
    }

    /// Log-probs the reference is asked for: none where it is the policy itself, which holds until the policy is trained.
    private static func referenceLogprobs(_ configuration: Configuration, of responses: Int) -> Int {
        guard let reference = configuration.reference else { return 0 }
        guard reference.backend.model == configuration.policy.backend.model else { return responses }
        return configuration.shape.trains ? responses * (configuration.rounds - 1) / configuration.rounds : 0
    }

    /// Rewrites asked for in a round, and in how many rounds.
    private static func rewrites(_ configuration: Configuration, of prompts: Int) -> (perRound: Int, rounds: Int) {
        guard let evolution = configuration.evolution, let each = configuration.rewritesPerParent else { return (0, 0) }
        let parents =
            switch (configuration.shape.evolution, evolution.select.share) {
            case (.everything, _): prompts
            case (_, .ratio(let ratio)): Int((ratio * Double(prompts)).rounded(.down))
            case (_, .count(let count)): min(count, prompts)
            }
        let rounds = configuration.shape.evolution == .betweenRounds ? configuration.rounds - 1 : configuration.rounds
        return (parents * each, rounds)
    }

    private var fields: [(StaticString, String, Int)] {
        [
            ("pool", "prompts in the pool", pool), ("dropped", "prompts left out", dropped),
            ("held_out", "prompts held out", heldOut),
            ("prompts_per_round", "prompts per round", promptsPerRound), ("rounds", "rounds", rounds),
            ("rewrites", "rewrites", rewrites),
            ("sample_requests", "sample requests", sampleRequests), ("responses", "responses", responses),
            ("rewards", "rewards", rewards), ("logprobs", "log-probs", logprobs),
            ("most_sampled_tokens", "sampled tokens at most", mostSampledTokens),
            ("most_ledger_bytes", "ledger bytes at most", mostLedgerBytes),
        ]
    }

    package var text: String {
        fields.map { _, label, value in "\(value)".leftPadded(14) + "  \(label)" }.joined(separator: "\n")
    }

    package func json(_ forecast: RunForecast?) throws -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for (key, _, value) in fields {
            writer.key(key)
            writer.integer(value)
        }
        if let forecast {
            writer.key("predicted")
            try forecast.write(to: &writer)
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate func leftPadded(_ width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
