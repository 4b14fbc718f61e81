import Foundation
import Glibc
import TestSupport
import Testing

@Suite("While a run goes on")
struct ARunInProgressTests {
    /// A run whose first round is closed and that has many small rounds to go; slow enough to be asked things and to leave other tests the machine.
    private func going() async throws -> (run: Quickstart, process: SelfplayProcess) {
        let run = try Quickstart(concurrency: 64, overrides: ["playground.delay=0.2", "prompts.per_round=20", "rounds=500"])
        let process = try run.run()
        let manifest = run.path + "/rounds/001/manifest.json"
        #expect(await Waiting.until { access(manifest, F_OK) == 0 || process.hasEnded })
        // The round is closed right after its manifest is written.
        let log = run.path + "/run.log"
        #expect(await Waiting.until { Self.text(log).contains("rounds/001/trl/train.jsonl") || process.hasEnded })
        return (run, process)
    }

    private func stop(_ process: SelfplayProcess) async {
        #expect(!process.hasEnded)
        process.send(SIGINT)
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
    }

    private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    @Test("a second one on the same folder is refused with the id of the process that holds it")
    func lock() async throws {
        let (run, process) = try await going()
        for second in [try run.run(), try run.resume()] {
            let outcome = await second.outcome()
            #expect(outcome.exitCode == 4)
            #expect(outcome.errors.contains("process \(process.pid) "), "\(outcome.errors)")
        }
        await stop(process)
    }

    @Test("its lock ends with the process, however it ends")
    func staleLock() async throws {
        let (run, process) = try await going()
        process.send(SIGKILL)
        _ = await process.outcome()
        let again = try run.resume()
        #expect(await Waiting.until { again.errorsSoFar.contains(" of 500: ") || again.hasEnded })
        await stop(again)
    }

    @Test("status works, again and again")
    func status() async throws {
        struct Status: Decodable {
            struct Round: Decodable {
                var round: Int
                var closed: Bool
            }
            var running: Bool
            var rounds: [Round]
        }
        let (run, process) = try await going()
        for _ in 1...5 {
            let outcome = try await run.start(["status", run.path, "--json"]).outcome()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            let status = try JSONDecoder().decode(Status.self, from: Data(outcome.output.utf8))
            #expect(status.running)
            #expect(status.rounds.first?.round == 1 && status.rounds.first?.closed == true)
        }
        await stop(process)
        let outcome = try await run.start(["status", run.path, "--json"]).outcome()
        #expect(try JSONDecoder().decode(Status.self, from: Data(outcome.output.utf8)).running == false)
    }

    @Test("select and export are answered through the inbox, as they are without a run")
    func inbox() async throws {
        let (run, process) = try await going()
        let during = try await selectAndExport(run, name: "during")
        #expect(try FileManager.default.contentsOfDirectory(atPath: run.path + "/inbox") == [])
        await stop(process)
        let after = try await selectAndExport(run, name: "after")
        #expect(during.pairs == after.pairs)
        #expect(during.set == after.set)
        #expect(!during.set.isEmpty)
    }

    @Test("a wrong request gets the exit code and the sentence it gets without a run")
    func wrongRequests() async throws {
        let (run, process) = try await going()
        let arguments = ["export", run.path, "--round", "1", "--selection", "no-such-selection"]
        let during = try await run.start(arguments).outcome()
        await stop(process)
        let after = try await run.start(arguments).outcome()
        #expect(during.exitCode == 2 && after.exitCode == 2)
        #expect(during.errors == after.errors)
    }

    /// The pairs as `select --json` prints them but for the name, and the training set as `export` writes it.
    private func selectAndExport(_ run: Quickstart, name: String) async throws -> (pairs: String, set: String) {
        let select = ["select", run.path, "--round", "1", "--name", name, "--score", "explicit", "--keep", "5", "--json"]
        let selected = try await run.start(select).outcome()
        #expect(selected.exitCode == 0, "\(selected.errors)")
        let folder = run.scratch.path + "/" + name
        let export = ["export", run.path, "--round", "1", "--selection", name, "--out", folder]
        let exported = try await run.start(export).outcome()
        #expect(exported.exitCode == 0, "\(exported.errors)")
        // Asked for is an answer within a second; ten allow for a machine that is busy with other tests.
        #expect(selected.duration < .seconds(10) && exported.duration < .seconds(10))
        return (selected.output.replacing(name, with: "NAME"), Self.text(folder + "/train.jsonl"))
    }
}
