import Inference
import Ledger
import Settings

@testable import Orchestrator

/// A whole run of two rounds in a simulated world, on one thread, under a virtual clock.
///
/// Real are the round's state machine, the ledger, the pages, the plans and the selections; simulated are the servers, the disk's delay and
/// the process, which may be killed at any instant. Throws `Violation` when a promise is broken.
final class SimulatedRun {
    /// Lives of the process, steps and virtual seconds after which a run counts as one that never ends.
    private static let mostLives = 400
    /// After so many lives nobody kills the process or a server any more: attempts are counted anew in every life, and some items need many.
    private static let roughLives = 40
    static let mostSteps = 200_000
    static let mostSeconds = 5e6

    let seed: Int
    let scenario: Scenario
    private(set) var conditions: Conditions
    let mutant: Mutant?
    /// Where training sets are written; nil makes the selections only.
    let folder: RunFolder?
    private(set) var configuration: Configuration
    let ledger: Ledger

    var chance: Chance
    var timeline = Timeline<Happening>()
    var now = 0.0
    var servers: [FleetServer] = []
    /// Servers by stage, in the order of the stage's endpoints.
    var fleet: [StageID: [Int]] = [:]
    var life: Life?
    var lives = 0
    /// Whether the ledger changed since it was last checked.
    var hasCommitted = false
    var isRough: Bool { lives <= Self.roughLives }
    var watch = Watch()
    /// How often an item was asked for in all lives.
    var asked: [Item: Int] = [:]
    /// The round's prompts, in plan order.
    var planned: [Int64] = []
    var outcome = Outcome()

    init(seed: Int, scenario: Scenario, conditions: Conditions, mutant: Mutant? = nil, folder: RunFolder? = nil) throws {
        self.seed = seed
        self.scenario = scenario
        self.conditions = conditions
        self.mutant = mutant
        self.folder = folder
        chance = Chance(seed: UInt64(seed))
        var configuration = scenario.configuration
        configuration.policy.backend.concurrency = conditions.concurrency
        configuration.policy.scoringConcurrency = conditions.concurrency
        configuration.reference?.backend.concurrency = conditions.concurrency
        for index in configuration.rewards.indices { configuration.rewards[index].backend.concurrency = conditions.concurrency }
        configuration.limits.attempts = conditions.attempts
        configuration.limits.failedShare = conditions.failedShare
        configuration.limits.waitForBackend = conditions.waitForBackend
        self.configuration = configuration
        ledger = try Ledger.inMemory()
        outcome.visits.runs = 1
        buildFleet()
    }

    /// A seed's own scenario and conditions.
    convenience init(seed: Int, scenarios: [Scenario], mutant: Mutant? = nil, folder: RunFolder? = nil) throws {
        var chance = Chance(seed: UInt64(seed) ^ 0x5EED)
        let conditions = Conditions(&chance)
        try self.init(seed: seed, scenario: scenarios[seed % scenarios.count], conditions: conditions, mutant: mutant, folder: folder)
    }

    func run() throws -> Outcome {
        let record = RunRecord(name: "simulated", seed: Int64(configuration.seed), createdAt: 0, createdBy: "test")
        let dropped: [(reason: String, count: Int)] = []
        try ledger.begin(record, configuration: nil, pool: scenario.pool, dropped: dropped)
        for round in 1...configuration.rounds {
            let planned = try plan(round)
            try answer(planned)
            try finish(planned)
        }
        return outcome
    }

    private func plan(_ round: Int) throws -> RoundRecord {
        let planner = RoundPlanner(
            ledger: ledger,
            runSeed: configuration.seed,
            perRound: configuration.promptsPerRound,
            informativeness: configuration.weighedBy,
            reward: configuration.selection.reward
        )
        let prompts = try planner.plan(round: round)
        planned = prompts.map(\.id)
        try ledger.plan(
            round: round,
            policy: configuration.policy.backend.model,
            reference: configuration.reference?.backend.model,
            weightVersion: "",
            phase: .base,
            prompts: prompts,
            at: now
        )
        guard let record = try ledger.round(round) else { throw Violation("round \(round) was planned and is not there") }
        watch = Watch()
        asked = [:]
        return record
    }

    /// Starts the process again and again until the round is answered.
    private func answer(_ round: RoundRecord) throws {
        for _ in 0..<Self.mostLives {
            let end = try live(round)
            if hasCommitted || lives == 1 { try checkLedger(round) }
            hasCommitted = false
            if end == .complete {
                try checkNothingIsLost(round)
                guard try revive(round) else { return }
            }
            try restart(after: chance.seconds(median: 5))
        }
        throw Violation("the round did not end in \(Self.mostLives) starts")
    }

    /// Now and then what was given up is asked for again (`--retry-failed`), in better conditions: then nothing is given up.
    private func revive(_ round: RoundRecord) throws -> Bool {
        let failures = watch.givenUp
        guard failures > 0, scenario.answers.poison == 0, chance.happens(0.5) else { return false }
        let revived = try ledger.reviveFailures(rounds: [round.round])
        guard revived == failures else { throw Violation("\(revived) failures were revived of \(failures)") }
        watch.revived()
        outcome.visits.revivals += 1
        conditions.faultRate = 0
        conditions.secondsUp = .infinity
        configuration.limits.attempts = 20
        return true
    }

    /// The world goes on without us.
    private func restart(after seconds: Double) throws {
        life = nil
        let start = now + seconds
        while let time = timeline.nextTime, time <= start, let (time, happening) = timeline.next() {
            now = time
            try take(happening)
        }
        now = start
    }
}
