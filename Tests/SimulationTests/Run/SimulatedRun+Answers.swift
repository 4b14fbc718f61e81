import Ledger
import Scheduling
import Settings

@testable import Orchestrator

/// Answering a part of a round: one start of the process after the other, until nothing is missing.
extension SimulatedRun {
    /// Starts the process once. Returns whether the part is answered and nothing of it is going to be asked again.
    func answer(_ part: StagePlanner.Part, phase: Phase, _ round: Int) throws -> Bool {
        guard let record = try ledger.round(round) else { throw Violation("round \(round) is answered and not planned") }
        watch.begin(record)
        try checkPlans(round)
        let end = try live(record, part, phase)
        // A killed process forgets what it learned of the servers.
        memory = end == nil ? RoundMachine.Memory() : life?.machine.memory ?? memory
        if hasCommitted || starts == 1 { try checkLedger(record) }
        hasCommitted = false
        if end == .complete {
            try checkNothingIsLost(part)
            guard try chance.happens(0.5) && mayRevive(part) && revive(record) else { return true }
        }
        try restart(after: chance.seconds(median: 5))
        return false
    }

    func begin(_ record: RoundRecord, _ part: StagePlanner.Part, _ phase: Phase) throws -> Life {
        let isAfterTraining = phase == .heldOut && mutant != .measuresOldWeights
        let weights = try weights(of: isAfterTraining ? record.round + 1 : record.round)
        let rewriting = try configuration.rewriting(record)
        let setup = configuration.setup(record, phase: phase, weights: weights.policy.version, rewriting: rewriting)
        var plans = try StagePlanner(configuration: configuration, backends: backends).plans(part, record, setup, ledger)
        for index in plans.indices { conditions.apply(to: &plans[index].pool) }
        let limits = RoundMachine.Limits(
            retry: RetryPolicy(attempts: configuration.limits.attempts, seed: UInt64(seed)),
            failedShare: configuration.limits.failedShare,
            waitForBackend: configuration.limits.waitForBackend
        )
        return Life(
            number: lives,
            round: record,
            setup: setup,
            pages: PageReader(ledger: ledger, setup: setup, singleRewards: ["single"], comparingRewards: ["duel"]),
            plans: plans,
            machine: RoundMachine(stages: plans, firstResponse: record.firstResponse, limits: limits, memory: memory)
        )
    }

    /// What was chosen to be annotated was chosen without what was given up.
    private func mayRevive(_ part: StagePlanner.Part) -> Bool {
        if case .rewards = part { false } else { true }
    }

    /// Now and then what was given up is asked for again (`--retry-failed`), in better conditions: then nothing is given up. What a
    /// selection was made without stays given up.
    func revive(_ record: RoundRecord) throws -> Bool {
        guard scenario.answers.poison == 0 else { return false }
        let settled = try RoundStanding.read(record.round, ledger).settled(configuration.shape)
        let failures = watch.givenUp.filter { !settled.contains($0.phase) }
        guard !failures.isEmpty else { return false }
        let revived = try ledger.reviveFailures(rounds: [record.round], settled: settled, facts: false)
        guard revived == failures.count else { throw Violation("\(revived) failures were revived of \(failures.count)") }
        watch.revived(failures)
        outcome.visits.revivals += 1
        conditions.faultRate = 0
        conditions.secondsUp = .infinity
        configuration.limits.attempts = 20
        return true
    }
}
