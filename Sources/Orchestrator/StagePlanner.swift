import Ledger
import Scheduling
import Settings

/// The stages a part of a round needs, with what is planned and done of each.
struct StagePlanner {
    /// The part of a round that is to be carried out at once.
    enum Part: Hashable {
        /// Answers to the prompts of a phase, their rewards and log-probs.
        case answers(Phase)
        /// The same without rewards, which only some of the answers will get.
        case unrewarded(Phase)
        case rewrites
        /// Rewards that answers of any phase lack.
        case rewards
    }

    let configuration: Configuration
    let backends: BackendSet

    func plans(_ part: Part, _ record: RoundRecord, _ setup: RoundSetup, _ ledger: Ledger) throws -> [StagePlan] {
        let counts = Counts(try ledger.tally().filter { $0.round == record.round })
        switch part {
        case .rewrites: return [rewrite(setup, counts)].compactMap { $0 }
        case .rewards: return embedding(record, setup, counts) + rewards(setup, counts)
        case .answers(let phase), .unrewarded(let phase):
            var plans: [StagePlan] = []
            if setup.samples > 0 { plans.append(sample(phase, setup, counts)) }
            // All prompts are rewritten: nothing needs to wait for their answers.
            if phase == .base, configuration.shape.evolution == .everything, let rewrite = rewrite(setup, counts) { plans.append(rewrite) }
            plans += embedding(record, setup, counts)
            if case .answers = part { plans += rewards(setup, counts) }
            return Phase.measured.contains(phase) ? plans : plans + logprobs(setup, counts)
        }
    }

    private func sample(_ phase: Phase, _ setup: RoundSetup, _ counts: Counts) -> StagePlan {
        StagePlan(
            id: .sample,
            model: setup.policy,
            endpoints: backends.policyEndpoints,
            pool: pool(configuration.policy.backend),
            planned: counts.of("prompt" + phase.suffix) * setup.samples,
            done: counts.of("response" + phase.suffix),
            failed: counts.failed(phase.sampleStage)
        )
    }

    private func rewrite(_ setup: RoundSetup, _ counts: Counts) -> StagePlan? {
        guard let rewriting = setup.rewriting else { return nil }
        return StagePlan(
            id: .rewrite,
            model: rewriting.model,
            endpoints: backends.rewriterEndpoints,
            pool: pool(configuration.evolution?.rewriter.backend ?? configuration.policy.backend),
            planned: counts.of("prompt" + Phase.parents.suffix) * rewriting.each,
            done: counts.of("rewrite"),
            failed: counts.failed(StageID.rewrite.name)
        )
    }

    /// Vectors of the responses that are trained on; for closed rounds only where the configuration says so.
    private func embedding(_ record: RoundRecord, _ setup: RoundSetup, _ counts: Counts) -> [StagePlan] {
        guard let settings = configuration.embeddings, !record.isClosed || settings.closedRounds, Phase.trained.contains(setup.phase) else {
            return []
        }
        let plan = StagePlan(
            id: .embedding,
            model: settings.model,
            endpoints: backends.embedderEndpoints,
            pool: PoolSettings(concurrency: concurrency(settings.concurrency, isServed: true)),
            planned: planned(Phase.trained, setup, counts),
            done: counts.of("embedding", settings.model),
            failed: counts.failed(StageID.embedding.name)
        )
        return [plan]
    }

    private func rewards(_ setup: RoundSetup, _ counts: Counts) -> [StagePlan] {
        let leftOut = Phase.trained.reduce(0) { $0 + counts.of("not_annotated" + $1.suffix) }
        return configuration.rewards.filter { $0.backend.kind != .imported }.map { reward in
            let isComparing = backends.comparingRewards.contains(reward.name)
            var plan = StagePlan(
                id: .reward(reward.name),
                model: reward.backend.model,
                endpoints: backends.rewardEndpoints[reward.name] ?? [],
                pool: pool(reward.backend),
                planned: planned(Phase.trained + Phase.measured, setup, counts) - leftOut,
                done: counts.of("reward", reward.name),
                failed: counts.failed(StageID.reward(reward.name).name),
                // Responses that are compared with one another must all be there.
                after: isComparing && setup.samples > 0 ? .sample : nil
            )
            plan.isIndivisible = isComparing
            return plan
        }
    }

    private func logprobs(_ setup: RoundSetup, _ counts: Counts) -> [StagePlan] {
        guard configuration.policy.logprobs == .given else { return [] }
        let planned = planned(Phase.trained, setup, counts)
        let done = counts.of("logprob", setup.policy)
        // A reference that is the policy itself shares its log-probs: they are measured once.
        let own = setup.reference.flatMap { $0 == setup.policy && setup.referenceVersion == setup.weightVersion ? nil : $0 }
        var plans = [
            StagePlan(
                id: .policyLogprob,
                model: setup.policy,
                endpoints: backends.policyEndpoints,
                pool: pool(configuration.policy.backend, .fixed(configuration.policy.scoringConcurrency)),
                planned: planned,
                // The tally knows models, not weights: where both are one model, each has about half of what is there.
                done: own == setup.policy ? done / 2 : done,
                failed: counts.failed(StageID.policyLogprob.name)
            )
        ]
        if let own, let settings = configuration.reference {
            plans.append(
                StagePlan(
                    id: .referenceLogprob,
                    model: own,
                    endpoints: backends.referenceEndpoints,
                    pool: pool(settings.backend),
                    planned: planned,
                    done: own == setup.policy ? done / 2 : counts.of("logprob", own),
                    failed: counts.failed(StageID.referenceLogprob.name),
                    // Imported answers are tokenised by the policy's stage; the reference measures the same ids.
                    after: setup.samples == 0 ? .policyLogprob : nil
                )
            )
        }
        return plans
    }

    /// How the endpoints of a stage are used: the one place where settings become a pool.
    private func pool<Kind>(_ settings: BackendSettings<Kind>, _ own: Concurrency? = nil) -> PoolSettings {
        let limits = configuration.limits
        return PoolSettings(
            concurrency: concurrency(own ?? settings.concurrency, isServed: !settings.endpoints.isEmpty),
            requestsPerMinute: settings.requestsPerMinute,
            tokensPerMinute: settings.tokensPerMinute,
            hedging: limits.hedging ? PoolSettings.Hedging() : nil,
            // vLLM leaves its prefix cache aside where it measures given text; SGLang reads the prompt once for all of a prompt's responses.
            affinity: settings.kind.rawValue == PolicyBackendKind.sglang.rawValue
        )
    }

    /// What runs inside selfplay, or is started by it, has nothing to find out: it takes what it is given.
    private func concurrency(_ concurrency: Concurrency, isServed: Bool) -> PoolSettings.Concurrency {
        switch concurrency {
        case .fixed(let count): .fixed(count)
        case .auto: isServed ? .adaptive(start: 16, most: 2048) : .fixed(concurrency.most)
        }
    }

    /// Responses planned in these phases so far.
    private func planned(_ phases: [Phase], _ setup: RoundSetup, _ counts: Counts) -> Int {
        phases.reduce(0) { sum, phase in
            let samples = configuration.samples(in: phase)
            return sum + (samples > 0 ? counts.of("prompt" + phase.suffix) * samples : counts.of("response" + phase.suffix))
        }
    }

    /// A round's tally.
    private struct Counts {
        let tally: [TallyEntry]

        init(_ tally: [TallyEntry]) {
            self.tally = tally
        }

        func of(_ kind: String, _ reason: String? = nil) -> Int {
            tally.filter { $0.kind == kind && (reason == nil || $0.reason == reason) }.reduce(0) { $0 + $1.count }
        }

        func failed(_ stage: String) -> Int {
            of("failed:" + stage) - of("failed:" + stage, "too_long")
        }
    }
}
