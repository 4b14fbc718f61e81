import Foundation
import Settings

/// Which seeds are stepped, and what they are compared with.
enum Simulation {
    /// `SELFPLAY_SIMULATION_SEEDS` seeds, 500 unless it is set; `SELFPLAY_SIMULATION_SEED` steps one of them alone.
    static var chunks: [ClosedRange<Int>] {
        if let seed = number("SELFPLAY_SIMULATION_SEED") { return [seed...seed] }
        let count = number("SELFPLAY_SIMULATION_SEEDS") ?? 500
        return stride(from: 1, through: max(1, count), by: 50).map { $0...min($0 + 49, max(1, count)) }
    }

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    static let scenarios: [Scenario] = (0..<Scenario.count).compactMap { try? Scenario(number: $0) }

    /// What every scenario brings where nothing goes wrong.
    static let references: [Result<Outcome, Violation>] = scenarios.map { scenario in
        Result { () throws(Violation) in
            do {
                return try withFolder(scenario.isWritten) {
                    try SimulatedRun.run(seed: scenario.number, scenario, .calm, folder: $0?.folder)
                }
            } catch {
                throw Violation("scenario \(scenario.number) without any fault: \(error)")
            }
        }
    }

    /// Steps one seed and holds it against the fault-free run of its scenario. Throws `Violation` with the command that does it again.
    static func step(_ seed: Int, mutant: Mutant? = nil) throws(Violation) -> Visits {
        do {
            return try check(seed, mutant)
        } catch {
            throw Violation("seed \(seed): \(error)\nagain: SELFPLAY_SIMULATION_SEED=\(seed) swift test --filter EverySeedKeepsThePromises")
        }
    }

    private static func check(_ seed: Int, _ mutant: Mutant?) throws -> Visits {
        // Writing files takes long and adds little to what the pairs and their order tell.
        let scenario = scenarios[seed % scenarios.count]
        let writesFiles = scenario.isWritten && seed / scenarios.count % 3 == 0
        var chance = Chance(seed: UInt64(seed) ^ 0x5EED)
        let conditions = Conditions(&chance)
        let outcome = try withFolder(writesFiles) { folder in
            try SimulatedRun.run(seed: seed, scenario, conditions, mutant: mutant, folder: folder?.folder)
        }
        let reference = try references[seed % scenarios.count].get()
        var visits = outcome.visits
        guard outcome.givenUp == reference.givenUp else {
            visits.gaveUp += 1
            return visits
        }
        visits.compared += 1
        if let (planned, expected) = zip(outcome.plans, reference.plans).first(where: { $0 != $1 }) {
            throw Violation("other prompts are planned than in the fault-free run: \(planned)\nrather than \(expected)")
        }
        for (pairs, expected) in zip(outcome.pairs, reference.pairs) where pairs != expected {
            throw Violation("a round keeps other pairs than the fault-free run: \(pairs)\nrather than \(expected)")
        }
        guard outcome.plans.count == reference.plans.count, outcome.pairs.count == reference.pairs.count else {
            throw Violation("the run holds less or more than the fault-free run")
        }
        guard outcome.emitted == reference.emitted else { throw Violation("the training sets hold other selections: \(outcome.emitted)") }
        guard outcome.evaluations == reference.evaluations else {
            throw Violation("the held-out prompts were measured otherwise: \(outcome.evaluations)\nrather than \(reference.evaluations)")
        }
        if writesFiles, outcome.files != reference.files { throw Violation("the training sets have other bytes than the fault-free run's") }
        return visits
    }

    private static func withFolder<Result>(_ isNeeded: Bool, _ body: (TemporaryFolder?) throws -> Result) throws -> Result {
        guard isNeeded else { return try body(nil) }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        return try body(folder)
    }
}
