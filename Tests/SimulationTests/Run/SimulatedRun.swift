import Settings

@testable import Ledger
@testable import Orchestrator

/// A whole run of two or three rounds in a simulated world, on one thread, under a virtual clock.
///
/// Real are the rounds' steps, the state machine of answering, the ledger, the pages, the plans, the settling of rewrites and the
/// selections; simulated are the servers, the trainer, the disk's delay and the process, which may be killed at any instant. Throws
/// `Violation` when a promise is broken.
final class SimulatedRun {
    /// Starts of the process for one step, events and virtual seconds after which a run counts as one that never ends.
    static let mostStarts = 400
    /// After so many starts for one step nobody kills the process or a server any more: attempts are counted anew in every life, and some
    /// items need many.
    private static let roughStarts = 40
    static let mostEvents = 400_000
    static let mostSeconds = 5e7

    let seed: Int
    let scenario: Scenario
    var conditions: Conditions
    let mutant: Mutant?
    /// Where training sets are written; nil makes the selections only.
    let folder: RunFolder?
    var configuration: Configuration
    let ledger: Ledger
    let killSwitch = KillSwitch()

    var chance: Chance
    var timeline = Timeline<Happening>()
    var now = 0.0
    var servers: [FleetServer] = []
    /// Servers by stage, in the order of the stage's endpoints.
    var fleet: [StageID: [Int]] = [:]
    var life: Life?
    var memory = RoundMachine.Memory()
    var lives = 0
    /// Starts of the process for the present step.
    var starts = 0
    /// Whether the ledger changed since it was last checked.
    var hasCommitted = false
    var isRough: Bool { starts <= Self.roughStarts }
    var watch: Watch
    /// How often an item was asked for in all lives of the round.
    var asked: [Item: Int] = [:]
    /// The round's prompts by phase, in plan order, as they were first seen.
    var plans: [Phase: [PlannedPrompt]] = [:]
    var outcome = Outcome()

    private init(_ ledger: Ledger, seed: Int, _ scenario: Scenario, _ conditions: Conditions, _ mutant: Mutant?, _ folder: RunFolder?) {
        self.seed = seed
        self.scenario = scenario
        self.conditions = conditions
        self.mutant = mutant
        self.folder = folder
        chance = Chance(seed: UInt64(seed))
        var configuration = scenario.configuration
        configuration.policy.backend.concurrency = .fixed(conditions.concurrency)
        configuration.policy.scoringConcurrency = conditions.concurrency
        configuration.reference?.backend.concurrency = .fixed(conditions.concurrency)
        configuration.evolution?.rewriter.backend.concurrency = .fixed(conditions.concurrency)
        for index in configuration.rewards.indices { configuration.rewards[index].backend.concurrency = .fixed(conditions.concurrency) }
        configuration.embeddings?.concurrency = .fixed(conditions.concurrency)
        configuration.limits.attempts = conditions.attempts
        configuration.limits.failedShare = conditions.failedShare
        configuration.limits.waitForBackend = conditions.waitForBackend
        self.configuration = configuration
        self.ledger = ledger
        watch = Watch(round: .none, strategies: [], lastKey: 0)
        outcome.visits.runs = 1
        buildFleet()
    }

    /// Steps a whole run.
    static func run(
        seed: Int,
        _ scenario: Scenario,
        _ conditions: Conditions,
        mutant: Mutant? = nil,
        folder: RunFolder? = nil
    ) throws -> Outcome {
        try LedgerPool.with { ledger in
            let run = SimulatedRun(ledger, seed: seed, scenario, conditions, mutant, folder)
            ledger.database.add(transactionObserver: run.killSwitch)
            defer { ledger.database.remove(transactionObserver: run.killSwitch) }
            return try run.run()
        }
    }

    private func run() throws -> Outcome {
        let record = RunRecord(name: "simulated", seed: Int64(configuration.seed), createdAt: 0, createdBy: "test")
        let dropped: [(reason: String, count: Int)] = []
        // Training sets are written as the configuration in the ledger says.
        let stored = folder.map { _ in RunStore.record(scenario.configuration, round: 1) }
        try ledger.begin(record, configuration: stored, pool: scenario.pool, dropped: dropped)
        for round in 1...configuration.rounds {
            guard try carryOut(round) else { break }
        }
        outcome.evaluations = try ledger.evaluations()
        return outcome
    }

    /// The weights that answer in a round.
    func weights(of round: Int) throws -> FleetWeights {
        let follows = configuration.reference?.follow == .rolling
        return FleetWeights.ofRound(round, try ledger.trainings(), referenceFollows: follows) { "/" + $0 }
    }

    /// The world goes on without us.
    func restart(after seconds: Double) throws {
        life = nil
        let start = now + seconds
        while let time = timeline.nextTime, time <= start, let (time, happening) = timeline.next() {
            now = time
            try take(happening)
        }
        now = start
    }
}

extension RoundRecord {
    /// Before any round is planned.
    static let none = RoundRecord(round: 0, policy: "", reference: nil, weightVersion: "", firstResponse: 1, startedAt: 0, closedAt: nil)
}
