import Inference
import Ledger
import Platform
import Scheduling
import Settings

/// One part of a round at a time, on the servers that serve its weights.
extension RunEngine {
    /// Carries a part of a round out on the servers that serve its weights. Where only some answers are annotated, these are chosen
    /// when all that the choice needs is there, and then rewarded.
    ///
    /// - Parameter server: the round whose weights are to be served, where it is not this one.
    func answer(
        _ part: StagePlanner.Part,
        phase: Phase,
        _ round: Int,
        _ configuration: Configuration,
        servedBy server: Int? = nil
    ) async throws -> RoundEnd {
        guard part == .answers(phase), configuration.annotatesSome(of: phase) else {
            return try await answerAtOnce(part, phase: phase, round, configuration, servedBy: server)
        }
        let end = try await answerAtOnce(.unrewarded(phase), phase: phase, round, configuration, servedBy: server)
        guard end == .complete else { return end }
        let service = AnnotationService(ledger: ledger, configuration: configuration)
        try await writing.run { [ledger] in
            if let record = try ledger.round(round) { try service.decide(record, phase: phase) }
        }
        return try await answerAtOnce(.rewards, phase: phase, round, configuration, servedBy: server)
    }

    private func answerAtOnce(
        _ part: StagePlanner.Part,
        phase: Phase,
        _ round: Int,
        _ configuration: Configuration,
        servedBy server: Int?
    ) async throws -> RoundEnd {
        let weights = try await weights(of: server ?? (phase == .heldOut ? round + 1 : round))
        try await followEndpoints()
        let backends: BackendSet
        do {
            backends = try await control.interruptible { [fleet] in try await fleet.serving(weights, round: round) }
        } catch is CancellationError {
            return .interrupted
        } catch {
            try await recordProbes()
            throw error
        }
        try await recordProbes()
        let (record, setup, plans) = try await writing.run { [ledger] in
            guard let record = try ledger.round(round) else {
                throw LedgerError(.inconsistent, "round \(round) was planned and is not there")
            }
            let rewriting = try configuration.rewriting(record, kept: try ledger.strategyTemplates())
            let setup = configuration.setup(
                record,
                phase: phase,
                weights: part == .rewards ? nil : weights.policy.version,
                rewriting: rewriting
            )
            let planner = StagePlanner(configuration: configuration, backends: backends)
            return (record, setup, try planner.plans(part, record, setup, ledger))
        }
        return try await answer(plans, setup, by: backends.batches) { try await run($0, record, setup, backends) }
    }

    private func recordProbes() async throws {
        let probes = await fleet.takeProbes().map { ProbeRecord($0) }
        guard !probes.isEmpty else { return }
        try await writing.run { [ledger] in try ledger.record(probes, at: RunClock.wall) }
    }

    /// Takes up endpoints that were added or removed while nobody answered.
    private func followEndpoints() async throws {
        let known = await fleet.configurationKey
        let changed = try await writing.run { [ledger] in
            let key = try ledger.configurationKey()
            return key == known ? nil : try RunStore.configuration(ledger).map { (key, $0) }
        }
        if let (key, configuration) = changed { _ = try await fleet.adopt(configuration, key: key) }
    }

    private func run(_ plans: [StagePlan], _ record: RoundRecord, _ setup: RoundSetup, _ backends: BackendSet) async throws -> RoundEnd {
        let limits = try await limits(plans)
        let rounds = configuration.rounds
        let reading = BlockingQueue("selfplay.ledger.read")
        let shell = RoundShell(
            machine: RoundMachine(stages: plans, firstResponse: record.firstResponse, limits: limits, memory: memory.withLock { $0 }),
            runner: CallRunner(
                setup: setup,
                backends: backends.round,
                endpoints: backends.policyEndpoints,
                rewriterEndpoints: backends.rewriterEndpoints
            ),
            ledger: ledger,
            writing: writing,
            reading: reading,
            pages: PageReader(
                ledger: ledger,
                setup: setup,
                singleRewards: backends.singleRewards,
                metadataRewards: backends.metadataRewards,
                comparingRewards: backends.comparingRewards
            ),
            onProgress: { [notice, board] in
                board.show($0)
                notice(.progress(round: record.round, of: rounds, $0))
            },
            onNotice: { [notice] in notice(.warning($0)) }
        )
        let ticker = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                await shell.reportProgress()
                if let reason = clock.reached(configuration.budget?.hours) { await shell.stop(reason) }
            }
        }
        defer { ticker.cancel() }
        let follower = FleetFollower(
            ledger: ledger,
            reading: reading,
            fleet: fleet,
            shell: shell,
            setup: setup,
            backends: backends,
            stages: plans.map(\.id),
            notice: notice
        )
        let following = Task { await follower.run() }
        defer { following.cancel() }
        await control.attach(shell)
        let end = try await shell.run()
        await control.attach(nil)
        let learned = await shell.memory
        memory.withLock { $0 = learned }
        return end
    }

    private func limits(_ plans: [StagePlan]) async throws -> RoundMachine.Limits {
        let spent = try await writing.run { [ledger] in try ledger.spending() }
        return RoundMachine.Limits(
            retry: RetryPolicy(attempts: configuration.limits.attempts, seed: UInt64(bitPattern: Int64(configuration.seed))),
            failedShare: configuration.limits.failedShare,
            waitForBackend: configuration.limits.waitForBackend,
            budget: configuration.budget(spent: spent),
            prices: Dictionary(uniqueKeysWithValues: plans.map { ($0.id, configuration.price(of: $0.model)) })
        )
    }
}
