import Ledger
import Settings

/// The stages a round needs, with what is planned and done of each.
struct StagePlanner {
    let configuration: Configuration
    let backends: BackendSet

    func plans(_ record: RoundRecord, _ setup: RoundSetup, _ ledger: Ledger) throws -> [StagePlan] {
        let tally = try ledger.tally().filter { $0.round == record.round }
        func count(_ kind: String, _ reason: String? = nil) -> Int {
            tally.filter { $0.kind == kind && (reason == nil || $0.reason == reason) }.reduce(0) { $0 + $1.count }
        }
        func failed(_ stage: StageID) -> Int {
            count("failed:\(stage.name)") - count("failed:\(stage.name)", "too_long")
        }
        let responses = setup.samples > 0 ? count("prompt") * setup.samples : count("response")
        var plans: [StagePlan] = []
        if setup.samples > 0 {
            plans.append(
                StagePlan(
                    id: .sample,
                    model: setup.policy,
                    endpoints: backends.policyEndpoints,
                    concurrency: configuration.policy.backend.concurrency,
                    planned: responses,
                    done: count("response"),
                    failed: failed(.sample)
                )
            )
        }
        for reward in configuration.rewards where reward.backend.kind != .imported {
            let id = StageID.reward(reward.name)
            plans.append(
                StagePlan(
                    id: id,
                    model: reward.backend.model,
                    endpoints: backends.rewardEndpoints[reward.name] ?? [],
                    concurrency: reward.backend.concurrency,
                    planned: responses,
                    done: count("reward", reward.name),
                    failed: failed(id)
                )
            )
        }
        guard configuration.policy.logprobs == .given else { return plans }
        plans.append(
            StagePlan(
                id: .policyLogprob,
                model: setup.policy,
                endpoints: backends.policyEndpoints,
                concurrency: configuration.policy.scoringConcurrency,
                planned: responses,
                done: count("logprob", setup.policy),
                failed: failed(.policyLogprob)
            )
        )
        // A reference that is the policy itself shares its log-probs: they are measured once.
        if let reference = setup.reference, reference != setup.policy || !setup.weightVersion.isEmpty,
            let settings = configuration.reference
        {
            plans.append(
                StagePlan(
                    id: .referenceLogprob,
                    model: reference,
                    endpoints: backends.referenceEndpoints,
                    concurrency: settings.backend.concurrency,
                    planned: responses,
                    done: count("logprob", reference),
                    failed: failed(.referenceLogprob),
                    // Imported answers are tokenised by the policy's stage; the reference measures the same ids.
                    after: setup.samples == 0 ? .policyLogprob : nil
                )
            )
        }
        return plans
    }
}
