import Inference
import Ledger
import Settings

@testable import Orchestrator

/// The rounds, step by step as `RoundStep` finds them in the ledger; between any two transactions the process may be killed.
extension SimulatedRun {
    /// Does what the round still needs. Returns false where the run stops for good.
    func carryOut(_ round: Int) throws -> Bool {
        watch = Watch(round: .none, strategies: configuration.evolution?.strategies ?? [], lastKey: watch.lastKey)
        asked = [:]
        plans = [:]
        starts = 0
        var last: RoundStep?
        while true {
            let step = RoundStep.next(try RoundStanding.read(round, ledger), configuration.shape(of: round))
            if step == .done { return try finish(round) }
            if step != last { starts = 0 }
            last = step
            starts += 1
            guard starts <= Self.mostStarts else { throw Violation("\(step) did not end in \(Self.mostStarts) starts") }
            do {
                try perform(step, round)
                try checkPlans(round)
                if chance.happens(conditions.crashes / 4) { try crashBetweenSteps(round) }
            } catch is KillSwitch.Killed {
                killSwitch.commitsLeft = nil
                try crashBetweenSteps(round)
                try checkPlans(round)
                if let record = try ledger.round(round) { try checkLedger(record) }
            } catch let error as RunError where error.kind == .resumable && error.message.contains("held-out") {
                // Every answer to the held-out prompts was given up.
                killSwitch.commitsLeft = nil
                outcome.visits.unmeasured += 1
                if let record = try ledger.round(round), try revive(record) { continue }
                outcome.givenUp.insert("round \(round) is not measured")
                return false
            }
        }
    }

    /// Everything at once, or what the choice of annotated answers needs, the choice, and their rewards.
    private func answerAll(_ phase: Phase, _ round: Int) throws -> Bool {
        guard configuration.annotatesSome(of: phase) else { return try answer(.answers(phase), phase: phase, round) }
        guard try answer(.unrewarded(phase), phase: phase, round), let record = try ledger.round(round) else { return false }
        let before = try annotated(round)
        try orKilled { try AnnotationService(ledger: ledger, configuration: configuration).decide(record, phase: phase) }
        let after = try annotated(round)
        guard before.allSatisfy({ after[$0.key] == $0.value }) else { throw Violation("what is annotated in round \(round) changed") }
        outcome.visits.decisions += after.count - before.count
        return try answer(.rewards, phase: phase, round)
    }

    private func crashBetweenSteps(_ round: Int) throws {
        outcome.visits.crashesBetweenSteps += 1
        try checkEarlierRounds(round)
        try restart(after: chance.seconds(median: 5))
    }

    private func perform(_ step: RoundStep, _ round: Int) throws {
        let writer = StepWriter(ledger: ledger, configuration: configuration)
        switch step {
        case .plan: try plan(round, writer)
        case .planParents: try orKilled { try writer.planParents(round: round) }
        case .rewrite(let phase):
            guard try answer(.rewrites, phase: .base, round) else { return }
            try orKilled { try settle(round, into: phase) }
        case .answer(let phase):
            guard try answerAll(phase, round) else { return }
            if mutant == .choosesParentsEarly, configuration.shape.evolution == .withinRound, phase == .base {
                try writer.planParents(round: round)
            }
            try orKilled { try select(round, phase) }
        case .close: try orKilled { try close(round) }
        case .measure(let phase):
            try orKilled { try writer.planMeasurement(phase, round: round) }
            guard try answer(.answers(phase), phase: phase, round) else { return }
            let weights = try weights(of: phase == .heldOut ? round + 1 : round)
            try orKilled { try writer.recordMeasurement(phase, round: round, weights: weights, at: now) }
        case .train: try orKilled { try train(round) }
        case .evaluate: try orKilled { try evaluate(round) }
        case .done: break
        }
    }

    /// The process may be killed before any transaction of `body`.
    private func orKilled(_ body: () throws -> Void) throws {
        if isRough, chance.happens(conditions.crashes / 3) { killSwitch.commitsLeft = chance.integer(0...2) }
        try body()
        killSwitch.commitsLeft = nil
    }

    private func plan(_ round: Int, _ writer: StepWriter) throws {
        let weights = try weights(of: round)
        if mutant == .leaksHeldOut, let leak = try ledger.heldOut().first {
            let prompts: [(id: Int64, weight: Double?)] = try ledger.pool().prefix(1).map { ($0.id, nil) } + [(leak, nil)]
            let model = configuration.policy.backend.model
            let reference = configuration.reference?.backend.model
            try ledger.plan(
                round: round,
                policy: model,
                reference: reference,
                weightVersion: weights.policy.version,
                referenceVersion: weights.reference.version,
                phase: .base,
                prompts: prompts,
                at: now
            )
        } else {
            try orKilled { try writer.plan(round: round, weights: weights, at: now) }
        }
    }

    private func settle(_ round: Int, into phase: Phase) throws {
        if mutant == .settlesByArrival { return try settleByArrival(round, into: phase) }
        let service = EvolutionService(ledger: ledger, configuration: configuration)
        let tokens = try service.conversationsToCount(round: round).map { FleetAnswers.tokens($0.last?.content ?? "") }
        try service.settle(round: round, into: phase, tokens: tokens)
    }

    /// The trainer is none of ours: all that is recorded of it is that it made new weights.
    private func train(_ round: Int) throws {
        let version = Weights.label(ofRound: round)
        try ledger.record(
            TrainingRecord(
                round: round,
                attempt: 1,
                command: "[]",
                startedAt: now,
                finishedAt: now,
                exitCode: 0,
                modelPath: "models/" + version,
                weightVersion: version
            )
        )
    }

    private func evaluate(_ round: Int) throws {
        let weights = try weights(of: round + 1)
        let accuracy = EvaluationRecord(round: round, metric: "accuracy", value: 0.5, weightVersion: weights.policy.version)
        try ledger.record([accuracy], at: now)
    }

    /// A run that is taken up again begins with its first round.
    private func checkEarlierRounds(_ round: Int) throws {
        for earlier in 1..<round {
            let step = RoundStep.next(try RoundStanding.read(earlier, ledger), configuration.shape(of: earlier))
            guard step == .done else { throw Violation("round \(earlier) is taken up again in round \(round): \(step)") }
        }
    }
}
