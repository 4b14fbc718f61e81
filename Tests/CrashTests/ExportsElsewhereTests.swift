import Glibc
import Ledger
import TestSupport
import Testing

@Suite("What is exported elsewhere does not stand for the round's own training set")
struct ExportsElsewhereTests {
    /// The first kill leaves the round without its files, the second one with files that are not on record.
    @Test("an export to --out between a kill and its resumption", arguments: ["rename train.jsonl", "rename manifest.json"])
    func exportedToAnotherFolder(_ call: String) async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let run = try Quickstart(concurrency: 8)
        let killed = try await run.run([], CrashPoint.killing(call, after: call.contains("manifest"), number: 1)).outcome()
        #expect(killed.end == .killed(signal: SIGKILL))
        let elsewhere = run.scratch.path + "/elsewhere"
        let exported = try await run.start(["export", run.path, "--round", "1", "--out", elsewhere]).outcome()
        #expect(exported.exitCode == 0, "\(exported.errors)")

        let outcome = try await run.resume().outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try run.sets().differences(from: base.sets) == [])
        let ledger = try Ledger.openReadOnly(path: run.path + "/run.sqlite")
        #expect(try ledger.exports(round: 1).map(\.path) == [elsewhere + "/train.jsonl", "rounds/001/trl/train.jsonl"])
    }
}
