import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A run killed while it was being made")
struct KilledInTheMakingTests {
    /// From the first byte of the ledger's file to the copy of the configuration.
    private static let places: [(call: String, number: Int)] = [
        ("write run.lock", 1), ("write run.sqlite-journal", 1), ("sync run.sqlite-journal", 1), ("write run.sqlite", 1),
        ("sync run.sqlite", 1),
        ("unlink run.sqlite-journal", 1), ("write run.sqlite-wal", 1), ("sync run.sqlite-wal", 1), ("sync run.sqlite-wal", 2),
        ("sync run.sqlite-wal", 3), ("rename config.yaml", 1),
    ]

    @Test("is started by the same command; resume says so in a sentence, or goes on", arguments: places)
    func killed(_ call: String, _ number: Int) async throws {
        let base = try await Self.uninterrupted.value
        for isAfter in [false, true] {
            let run = try Self.small()
            let killed = try await run.run([], CrashPoint.killing(call, after: isAfter, number: number)).outcome()
            #expect(killed.end == .killed(signal: SIGKILL))
            let found = try run.snapshot()
            #expect(found.integrity == "ok")
            #expect(try run.asked() == Calls())

            let resumed = try await run.resume().outcome()
            #expect(resumed.exitCode == (found.isResumable ? 0 : 2), "\(resumed.errors)")
            #expect(!resumed.errors.contains("read-only"), "\(resumed.errors)")
            let again = try await run.run().outcome()
            #expect(again.exitCode == 0, "\(again.errors)")
            #expect(try run.sets().differences(from: base.sets) == [])
            #expect(try run.asked() == base.asked)
            let left = try FileManager.default.contentsOfDirectory(atPath: run.path)
            #expect(left.allSatisfy { !$0.hasSuffix(".partial") && !$0.hasSuffix("-journal") })
        }
    }

    private static let uninterrupted = Task {
        let run = try small()
        let outcome = await try run.run().outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        return (sets: try run.sets(), asked: try run.asked())
    }

    private static func small() throws -> Quickstart {
        try Quickstart(concurrency: 8, overrides: Quickstart.plain + ["rounds=1", "prompts.per_round=4"])
    }
}
