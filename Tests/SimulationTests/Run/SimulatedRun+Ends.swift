import Ledger

@testable import Orchestrator

/// The end that the machine announces of answering a part of a round.
extension SimulatedRun {
    /// It fits what happened.
    func checkEnd(_ end: RoundEnd) throws {
        try watch.ended()
        guard let life, life.calls.isEmpty else { throw Violation("the round ended with requests outstanding") }
        switch end {
        case .complete:
            for plan in life.plans where counted(plan, life) > plan.failed {
                guard share(plan, life) <= configuration.limits.failedShare else {
                    throw Violation("stage \(plan.id.name) went on with \(counted(plan, life)) of \(plan.planned) items given up")
                }
            }
        case .interrupted:
            guard life.isEnding else { throw Violation("the round was interrupted by nobody") }
        case .stopped(let sentence):
            if sentence.contains("limits.failed_share") {
                outcome.visits.failedShares += 1
                let worst = life.plans.map { share($0, life) }.max() ?? 0
                guard worst > configuration.limits.failedShare else { throw Violation("the round stopped at a failed share of \(worst)") }
            } else if sentence.contains("limits.wait_for_backend") {
                outcome.visits.waits += 1
            } else if !conditions.faults.contains(.misconfigured) {
                throw Violation("the round stopped: \(sentence)")
            }
        }
    }

    private func share(_ plan: StagePlan, _ life: Life) -> Double {
        Double(counted(plan, life)) / Double(max(1, plan.planned))
    }

    private func counted(_ plan: StagePlan, _ life: Life) -> Int {
        watch.counted(plan.id == .sample ? life.setup.phase.sampleStage : plan.id.name)
    }
}
