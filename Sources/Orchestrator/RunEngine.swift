import Inference
import Ledger
import Platform
import Scheduling
import Settings

/// The rounds of a run, one after the other, from where the ledger stands: asks `RoundStep` what comes next and has it done.
struct RunEngine: Sendable {
    let configuration: Configuration
    let folder: RunFolder
    let store: RunStore
    let fleet: Fleet
    let training: TrainingService
    let commands: RunCommands
    let control: RunControl
    let writing: BlockingQueue
    /// How long the run has been worked on.
    let clock: SessionClock
    /// Where the endpoints' states are shown.
    let board: FleetBoard
    let notice: @Sendable (RunNotice) -> Void
    /// Whether this process carried out any step: a run that was done already tells nobody again.
    let didSomething = Lock(false)
    /// What was learned of the endpoints, from one part of a round to the next.
    let memory = Lock(RoundMachine.Memory())

    var ledger: Ledger { store.ledger }

    /// Carries the run out; tells the hooks how it ended where that was before its end.
    func run(factsOnly: Bool) async throws -> RoundEnd {
        do {
            let end = try await factsOnly ? addFacts() : rounds()
            if let reason = end.reason ?? (didSomething.withLock { $0 } ? "done" : nil) { await tell(.stopped, reason) }
            return end
        } catch {
            await tell(.failed, (error as? RunError)?.message ?? "\(error)")
            throw error
        }
    }

    private func rounds() async throws -> RoundEnd {
        let added = try await addRewards()
        guard added == .complete else { return added }
        for round in 1...max(1, configuration.rounds) {
            let end = try await carryOut(round)
            guard end == .complete else { return end }
            if let reason = try await earlyStop(after: round) {
                notice(.info("stopped early after round \(round): \(reason)"))
                return .complete
            }
        }
        return .complete
    }

    /// Does what a round still needs, step by step.
    private func carryOut(_ round: Int) async throws -> RoundEnd {
        let scheduled = try configuration.at(round: round)
        var isNew = true
        var isFresh = true
        while true {
            if control.isEnding { return .interrupted }
            if let reason = clock.reached(configuration.budget?.hours) { return .stopped(reason) }
            let standing = try await writing.run { [ledger] in try RoundStanding.read(round, ledger) }
            let step = RoundStep.next(standing, scheduled.shape(of: round))
            if isNew, standing.isClosed { try await restoreExports(round) }
            isNew = false
            if step == .done {
                if !isFresh { await tellFinished(round) }
                return .complete
            }
            isFresh = false
            didSomething.withLock { $0 = true }
            let end = try await perform(step, round, scheduled)
            guard end == .complete else { return end }
        }
    }

    private func perform(_ step: RoundStep, _ round: Int, _ configuration: Configuration) async throws -> RoundEnd {
        switch step {
        case .plan: try await plan(round, configuration)
        case .planParents: try await planParents(round, configuration)
        case .rewrite(let phase): return try await rewrite(round, into: phase, configuration)
        case .answer(let phase): return try await answerAndSelect(round, phase, configuration)
        case .close: try await close(round, configuration)
        case .measure(let phase): return try await measure(round, phase, configuration)
        case .train: return try await train(round)
        case .evaluate: return try await evaluate(round)
        case .done: break
        }
        return .complete
    }

    // MARK: - Planning

    private func plan(_ round: Int, _ configuration: Configuration) async throws {
        let weights = try await weights(of: round)
        let writer = StepWriter(ledger: ledger, configuration: configuration)
        try await writing.run { try writer.plan(round: round, weights: weights, at: RunClock.wall) }
    }

    private func planParents(_ round: Int, _ configuration: Configuration) async throws {
        let writer = StepWriter(ledger: ledger, configuration: configuration)
        try await writing.run { try writer.planParents(round: round) }
    }

    // MARK: - Answers

    private func rewrite(_ round: Int, into phase: Phase, _ configuration: Configuration) async throws -> RoundEnd {
        let end = try await answer(.rewrites, phase: .base, round, configuration)
        guard end == .complete else { return end }
        let service = EvolutionService(ledger: ledger, configuration: configuration)
        let conversations = try await writing.run { try service.conversationsToCount(round: round) }
        let tokens = try await countTokens(conversations)
        try await writing.run { try service.settle(round: round, into: phase, tokens: tokens) }
        if let counts = try await writing.run({ [ledger] in try RewriteCounts.read(ledger, round: round) }) {
            notice(.info("round \(round): \(counts.keptCount) of \(counts.planned) rewrites became prompts"))
        }
        return .complete
    }

    /// How many tokens each conversation has for the policy; nil where its servers do not tell.
    private func countTokens(_ conversations: [[Message]]) async throws -> [Int?] {
        guard !conversations.isEmpty, let policy = await fleet.backends?.round.policy.first else { return [] }
        guard policy.capabilities.tokenizes else {
            notice(.warning("evolution.filters.max_tokens is not applied: the policy's servers do not tell how many tokens a text has"))
            return []
        }
        var counts: [Int?] = []
        for conversation in conversations {
            counts.append(try? await policy.promptTokens(of: conversation).count)
        }
        return counts
    }

    private func answerAndSelect(_ round: Int, _ phase: Phase, _ configuration: Configuration) async throws -> RoundEnd {
        let end = try await answer(.answers(phase), phase: phase, round, configuration)
        guard end == .complete else { return end }
        let finisher = finisher(configuration)
        try await writing.run { try finisher.select(round: round, phase: phase) }
        return .complete
    }

    private func close(_ round: Int, _ configuration: Configuration) async throws {
        let finisher = finisher(configuration)
        try await writing.run { [store] in
            try finisher.close(round: round)
            try store.copyOut()
        }
    }

    /// Answers the held-out prompts and records their mean reward.
    private func measure(_ round: Int, _ phase: Phase, _ configuration: Configuration) async throws -> RoundEnd {
        let writer = StepWriter(ledger: ledger, configuration: configuration)
        try await writing.run { try writer.planMeasurement(phase, round: round) }
        let end = try await answer(.answers(phase), phase: phase, round, configuration)
        guard end == .complete else { return end }
        let weights = try await weights(of: phase == .heldOut ? round + 1 : round)
        let told = try await writing.run { [ledger] in
            try writer.recordMeasurement(phase, round: round, weights: weights, at: RunClock.wall)
            return try HeldOutRewards.read(ledger)
        }
        tell(told, round, phase)
        return .complete
    }

    private func tell(_ rewards: HeldOutRewards, _ round: Int, _ phase: Phase) {
        let index = phase == .baseline ? 0 : round
        guard rewards.means.indices.contains(index), let mean = rewards.means[index] else { return }
        let text = "round \(round): held-out mean reward \(phase == .baseline ? "before training" : "after training") \(Rounded.text(mean))"
        guard phase == .heldOut, let gain = rewards.gain(round) else { return notice(.info(text)) }
        let change = text + " (\(gain < 0 ? "" : "+")\(Rounded.text(gain)))"
        notice(gain < 0 ? .warning(change + ": the training made the policy worse on prompts it never saw") : .info(change))
    }

    /// Has closed rounds' answers scored by the reward models that were added since. Their selections and training sets stay as they are.
    private func addRewards() async throws -> RoundEnd {
        let (lacking, last) = try await writing.run { [ledger, configuration] in
            let rounds = try ledger.rounds()
            let tally = try ledger.tally()
            return (rounds.filter { $0.isClosed && configuration.lacksRewards($0.round, tally) }, rounds.last?.round ?? 0)
        }
        for record in lacking {
            didSomething.withLock { $0 = true }
            let scheduled = try configuration.at(round: record.round)
            // The policy is not asked: whatever weights it serves now will do.
            let end = try await answer(.rewards, phase: .base, record.round, scheduled, servedBy: last + 1)
            guard end == .complete else { return end }
            notice(.info("round \(record.round): its answers have all rewards; `select` makes selections of them"))
        }
        return .complete
    }

    /// Adds missing facts to rounds that were answered before; closed ones keep their selections.
    private func addFacts() async throws -> RoundEnd {
        let rounds = try await writing.run { [ledger] in try ledger.rounds() }
        guard let last = rounds.last else { return .complete }
        for record in rounds {
            // The policy of a round before the last training is not served any more: only rewards can be added to its answers.
            let isServed = record.weightVersion == last.weightVersion
            let phases = try await writing.run { [ledger] in try ledger.plannedPhases(round: record.round) }
            let parts = isServed ? Phase.trained.filter(phases.contains).map { StagePlanner.Part.answers($0) } : [.rewards]
            for part in parts {
                let phase = if case .answers(let phase) = part { phase } else { Phase.base }
                let end = try await answer(
                    part,
                    phase: phase,
                    record.round,
                    try configuration.at(round: record.round),
                    servedBy: last.round
                )
                guard end == .complete else { return end }
            }
        }
        return .complete
    }

    /// The weights that answer in a round.
    func weights(of round: Int) async throws -> FleetWeights {
        try await writing.run { [ledger, folder, configuration] in
            FleetWeights.ofRound(
                round,
                try ledger.trainings(),
                referenceFollows: configuration.reference?.follow == .rolling,
                place: folder.weights
            )
        }
    }

    /// Writes the training sets of a closed round again where the files are gone; the bytes are the same.
    private func restoreExports(_ round: Int) async throws {
        let finisher = finisher(configuration)
        try await writing.run { try finisher.export(round: round) }
    }

    private func finisher(_ configuration: Configuration) -> RoundFinisher {
        RoundFinisher(ledger: ledger, folder: folder, configuration: configuration, now: RunClock.wall, notice: notice)
    }
}
