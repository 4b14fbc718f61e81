import Foundation
import Glibc
import TestSupport
import Testing

@Suite("run.sqlite alone, copied to an empty folder with the models that were trained, resumes to the same training sets")
struct TheDatabaseAloneIsEnoughTests {
    @Test("of a run interrupted in its first round")
    func interruptedInTheFirstRound() async throws {
        let (run, base) = try await interrupted { run, base in run.counted > base.counted / 10 }
        #expect(!FileManager.default.fileExists(atPath: run.path + "/rounds"))
        try await expectSameSets(run, base)
    }

    @Test("of a run interrupted in its second round, the closed round's files included")
    func interruptedInTheSecondRound() async throws {
        let (run, base) = try await interrupted(Self.isInTheSecondRound)
        #expect(try run.sets().differences(from: base.sets.only(round: "001")) == [])
        try await expectSameSets(run, base)
    }

    /// A main file without its write-ahead log is the ledger as of the last checkpoint: older, and sound. What is on record of the training
    /// may be lost with it; the model that stands under its name is found.
    @Test("of a run killed in its second round, without its write-ahead log")
    func killedInTheSecondRound() async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let run = try Quickstart(concurrency: 8)
        let process = try run.run()
        await process.send(SIGKILL) { Self.isInTheSecondRound(run, base) }
        #expect(await process.outcome().end == .killed(signal: SIGKILL))
        let alone = try Copied(run)
        #expect(try alone.snapshot.integrity == "ok")
        #expect(try alone.snapshot.tallyFaults == [])
        #expect(try alone.snapshot.facts.samples >= Quickstart.samples * run.size.prompts)
        let outcome = try await run.start(["resume", alone.path]).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try TrainingSets(of: alone.path).differences(from: base.sets) == [])
        #expect(try run.trainings() == Quickstart.rounds)
    }

    @Test("but not without a model that is on record: what is missing is said, and put back it goes on")
    func withoutModels() async throws {
        let (run, base) = try await interrupted(Self.isInTheSecondRound)
        let alone = try Copied(run, withModels: false)
        let stopped = try await run.start(["resume", alone.path]).outcome()
        #expect(stopped.exitCode == 3)
        #expect(stopped.errors.contains("\(alone.path)/models/round-001/model is gone, the weights round-001"), "\(stopped.errors)")
        try alone.copyModels()
        let outcome = try await run.start(["resume", alone.path]).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try TrainingSets(of: alone.path).differences(from: base.sets) == [])
    }

    @Test("of a run killed before its first checkpoint: there is nothing to resume, and running the configuration starts over")
    func killedBeforeTheFirstCheckpoint() async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let run = try Quickstart(concurrency: 8)
        #expect(try await KillPoint.Place.moment(share: 0.05).kill(run, base) { try run.run([], $0) })
        let alone = try Copied(run)
        #expect(try alone.snapshot.integrity == "ok")
        #expect(try alone.snapshot.facts == Calls())
        let refused = try await run.start(["resume", alone.path]).outcome()
        #expect(refused.exitCode == 2)
        let started = try await run.run(["--run-dir", alone.path]).outcome()
        #expect(started.exitCode == 0, "\(started.errors)")
        #expect(try TrainingSets(of: alone.path).differences(from: base.sets) == [])
    }

    @Test("a closed round's files are written again as they were, though the configuration has changed since")
    func closedRoundsKeepTheirManifests() async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let run = try Quickstart(concurrency: 8)
        let first = try await run.run(["--rounds", "1"]).outcome()
        #expect(first.exitCode == 0, "\(first.errors)")
        let written = try run.sets()
        let alone = try Copied(run)
        let second = try await run.start(["resume", alone.path, "--rounds", "3"]).outcome()
        #expect(second.exitCode == 0, "\(second.errors)")
        let sets = try TrainingSets(of: alone.path)
        #expect(sets.only(round: "001").differences(from: written) == [])
        #expect(sets.withoutManifests.differences(from: base.sets.withoutManifests) == [])
    }

    /// The first round's training is done and recorded, half of the second round's prompts are answered.
    private static func isInTheSecondRound(_ run: Quickstart, _ base: Uninterrupted) -> Bool {
        (try? run.counted >= base.bytes(through: "sample 5", share: 0.5)) == true && (try? run.trainings()) == 1
    }

    /// A run of a copied configuration that was interrupted once `condition` held; the configuration and its prompts are gone since.
    private func interrupted(
        _ condition: @escaping @Sendable (Quickstart, Uninterrupted) -> Bool
    ) async throws -> (Quickstart, Uninterrupted) {
        let base = try await Uninterrupted.at(concurrency: 8)
        let shipped = try ScratchFolder()
        let files = FileManager.default
        for name in ["quickstart.yaml", "quickstart-prompts.jsonl"] {
            try files.copyItem(atPath: ProjectFolder.path + "/configs/" + name, toPath: shipped.path + "/" + name)
        }
        let run = try Quickstart(concurrency: 8, configuration: shipped.path + "/quickstart.yaml")
        let process = try run.run()
        await process.send(SIGINT) { condition(run, base) }
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(outcome.errors.contains("selfplay resume \(run.path)"))
        let log = try? files.attributesOfItem(atPath: run.path + "/run.sqlite-wal")[.size] as? Int
        #expect(log ?? 0 == 0, "the write-ahead log still holds something")
        return (run, base)
    }

    private func expectSameSets(_ run: Quickstart, _ base: Uninterrupted) async throws {
        let alone = try Copied(run)
        let outcome = try await run.start(["resume", alone.path]).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try TrainingSets(of: alone.path).differences(from: base.sets) == [])
        // A drain loses nothing: what was in flight was recorded.
        #expect(try run.asked() == base.planned)
    }
}

/// A folder that holds nothing but another run's `run.sqlite` and its models.
private struct Copied {
    private let run: Quickstart
    private let scratch: ScratchFolder

    init(_ run: Quickstart, withModels: Bool = true) throws {
        self.run = run
        scratch = try ScratchFolder()
        try FileManager.default.copyItem(atPath: run.path + "/run.sqlite", toPath: scratch.path + "/run.sqlite")
        if withModels, FileManager.default.fileExists(atPath: run.path + "/models") { try copyModels() }
    }

    func copyModels() throws {
        try FileManager.default.copyItem(atPath: run.path + "/models", toPath: scratch.path + "/models")
    }

    var path: String { scratch.path }
    var snapshot: LedgerSnapshot { get throws { try LedgerSnapshot(of: path) } }
}
