package import Ledger
package import Settings

/// What the steps of a round write to the ledger beside the facts of answers: plans and measurements. Blocks; shared by the real shell
/// and the simulator.
///
/// A function may be cut off by a crash between two of its transactions: the steps that `RoundStep` then finds missing make up for it.
package struct StepWriter: Sendable {
    let ledger: Ledger
    /// The one in force in the round.
    let configuration: Configuration

    package init(ledger: Ledger, configuration: Configuration) {
        self.ledger = ledger
        self.configuration = configuration
    }

    /// Plans a round with the prompts of its first phase: those that are answered, or the parents where rewrites open the round.
    package func plan(round: Int, weights: FleetWeights, at time: Double) throws {
        let opensWithRewrites = configuration.shape.evolution == .betweenRounds && round > 1
        var prompts: [(id: Int64, weight: Double?)]
        if opensWithRewrites, let planner = configuration.parentPlanner(ledger) {
            prompts = try planner.parents(of: round - 1)
        } else {
            prompts = try configuration.roundPlanner(ledger).plan(round: round)
        }
        try ledger.plan(
            round: round,
            policy: configuration.policy.backend.model,
            reference: configuration.reference?.backend.model,
            weightVersion: weights.policy.version,
            referenceVersion: weights.reference.version,
            phase: opensWithRewrites ? .parents : .base,
            prompts: prompts,
            at: time
        )
        // All prompts are rewritten: nothing needs to wait for their answers.
        if configuration.shape.evolution == .everything { try planParents(round: round) }
    }

    /// Plans which prompts of the round are rewritten in it.
    package func planParents(round: Int) throws {
        guard let planner = configuration.parentPlanner(ledger) else { return }
        let everything = configuration.shape.evolution == .everything
        let parents = try everything ? planner.everyPrompt(of: round) : planner.parents(of: round)
        try ledger.plan(.parents, round: round, prompts: parents)
    }

    /// Plans the held-out prompts for a phase that measures, unless they are.
    package func planMeasurement(_ phase: Phase, round: Int) throws {
        guard try !ledger.plannedPhases(round: round).contains(phase) else { return }
        try ledger.plan(phase, round: round, prompts: try ledger.heldOut().map { ($0, nil) })
    }

    /// Records the mean reward of the held-out prompts' answers in a phase.
    package func recordMeasurement(_ phase: Phase, round: Int, weights: FleetWeights, at time: Double) throws {
        guard let mean = try ledger.meanReward(round: round, phase: phase, reward: configuration.rankingReward) else {
            throw RunError(
                .resumable,
                "no held-out prompt has a reward, so the policy cannot be measured: `selfplay resume RUN --retry-failed` asks again"
            )
        }
        let record = EvaluationRecord(round: round, metric: phase.metric, value: mean.mean, weightVersion: weights.policy.version)
        try ledger.record([record], at: time)
    }
}
