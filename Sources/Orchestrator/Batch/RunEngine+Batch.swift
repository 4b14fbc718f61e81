import Inference
import Ledger
import Settings

/// Stages that batches answer, beside those that are answered live.
extension RunEngine {
    /// Answers a part of a round: samples by batches first, then everything that is asked live, then rewards by batches.
    ///
    /// - Parameter live: Carries out the stages that are asked live.
    func answer(
        _ plans: [StagePlan],
        _ setup: RoundSetup,
        by batches: BatchBackends,
        live: ([StagePlan]) async throws -> RoundEnd
    ) async throws -> RoundEnd {
        try await warnOfForgottenBatches(plans, setup, batches)
        for plan in plans where plan.id == .sample {
            guard let sampling = batches.sampling else { continue }
            let endpoint = plan.endpoints.first ?? sampling.client.address.description
            let work = BatchedSampling(ledger: ledger, setup: setup, chat: sampling.chat, endpoint: endpoint)
            let end = try await answer(plan, work, sampling.client, configuration.policy.batch)
            guard end == .complete else { return end }
        }
        let others = plans.filter { !batches.serves($0.id) }
        if !others.isEmpty {
            let end = try await live(others)
            guard end == .complete else { return end }
        }
        for plan in plans {
            guard case .reward(let name) = plan.id, let judging = batches.rewards[name] else { continue }
            let work = BatchedRewards(ledger: ledger, setup: setup, name: name, reward: judging.reward)
            let end = try await answer(plan, work, judging.client, configuration.rewards.first { $0.name == name }?.batch)
            guard end == .complete else { return end }
        }
        return .complete
    }

    private func answer(
        _ plan: StagePlan,
        _ work: any BatchedWork,
        _ client: BatchClient,
        _ settings: BatchSettings?
    ) async throws -> RoundEnd {
        guard let settings else { return .complete }
        guard let run = try await writing.run({ [ledger] in try ledger.run() }) else {
            throw LedgerError(.inconsistent, "the ledger holds no run")
        }
        let service = BatchService(
            work: work,
            client: client,
            plan: plan,
            rounds: configuration.rounds,
            run: run,
            folder: folder,
            ledger: ledger,
            writing: writing,
            limits: configuration.batchLimits(settings),
            control: control,
            notice: notice,
            affords: { [configuration] out, spent in configuration.reasonNotToStart(out, spent: spent) }
        )
        return try await service.answer()
    }

    /// Batches that are out for a stage which is now asked live would be paid for, and their answers not used.
    private func warnOfForgottenBatches(_ plans: [StagePlan], _ setup: RoundSetup, _ batches: BatchBackends) async throws {
        for plan in plans where !batches.serves(plan.id) {
            let stage = plan.id == .sample ? setup.phase.sampleStage : plan.id.name
            let out = try await writing.run { [ledger] in
                try ledger.batches(round: setup.round, stage: stage).filter { !$0.isCollected && $0.batchID != nil }
            }
            guard let first = out.first else { continue }
            let number = out.count == 1 ? "1 batch" : "\(out.count) batches"
            notice(.warning("\(number) of stage \(stage) at \(first.endpoint) will be paid for and not used: set `batch` again to collect"))
        }
    }
}
