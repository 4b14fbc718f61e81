import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A killed run asks its servers for nothing twice but what was in flight")
struct KilledRunsWithServersTests {
    private typealias Base = (sets: TrainingSets, planned: Calls, commits: Int)

    @Test("samples, rewards and log-probs counted by HTTP servers", .serialized, arguments: [1, 8, 64])
    func killed(concurrency: Int) async throws {
        let servers = try await Servers()
        let base = try await uninterrupted(servers, concurrency)
        let points = ProcessInfo.processInfo.environment["SELFPLAY_CRASH_POINTS"].flatMap { Int($0) } ?? 10
        for number in 0..<max(1, points / 25) {
            let share = (0.31 + Double(number) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
            // With few points, the first kill is of one kind at concurrency 8 and of the other at 1 and 64.
            let isAfterCommit = (number + (concurrency == 8 ? 1 : 0)).isMultiple(of: 2)
            let run = try await killedOnce(servers, base, concurrency, isAfterCommit, share)
            var budget = CallBudget(planned: base.planned, mostInFlight: concurrency * (2 * ServedRun.samples + 1))
            let found = try await look(run, servers, &budget)
            if number.isMultiple(of: 3), try await kill(run, servers, base, found, share: 0.3) {
                _ = try await look(run, servers, &budget)
            }
            let outcome = try await run.run().outcome()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            budget.ended(asked: run.asked, committed: try run.snapshot().facts)
            #expect(budget.violations == [])
            #expect(try run.sets().differences(from: base.sets) == [])
            try await expectNothingLeftToDo(run)
        }
        await servers.stop()
    }

    private func uninterrupted(_ servers: Servers, _ concurrency: Int) async throws -> Base {
        let run = try ServedRun(servers, concurrency: concurrency)
        let trace = run.scratch.path + "/trace"
        let outcome = try await run.run(CrashPoint.tracing(to: trace)).outcome()
        try #require(outcome.exitCode == 0, "\(outcome.errors)")
        let planned = ServedRun.rounds * ServedRun.prompts * ServedRun.samples
        #expect(run.asked.samples == planned)
        // Responses without text are neither rewarded nor measured.
        #expect(run.asked.rewards == run.asked.logprobs && run.asked.rewards <= planned && run.asked.rewards > planned / 2)
        #expect(try run.asked == run.snapshot().facts)
        let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        return (try run.sets(), run.asked, lines.count { $0 == "sync run.sqlite-wal" })
    }

    /// A fresh run, killed: a run may be quicker, and have fewer commits, than another: then earlier.
    private func killedOnce(
        _ servers: Servers,
        _ base: Base,
        _ concurrency: Int,
        _ isAfterCommit: Bool,
        _ share: Double
    ) async throws -> ServedRun {
        for patience in [1, 0.8, 0.6, 0.4, 0.2] {
            let run = try ServedRun(servers, concurrency: concurrency)
            if !isAfterCommit {
                if try await kill(run, servers, base, try run.snapshot(), share: share * patience) { return run }
                continue
            }
            let number = 1 + Int(share * patience * Double(base.commits))
            let process = try run.run(CrashPoint.killing("sync run.sqlite-wal", after: true, number: number))
            if await isKilled(process) { return run }
        }
        throw EndedBeforeItsKill()
    }

    private struct EndedBeforeItsKill: Error {}

    /// Starts a process and kills it when the servers have computed a share of what is missing. False where it came to its end before.
    private func kill(
        _ run: ServedRun,
        _ servers: Servers,
        _ base: Base,
        _ found: LedgerSnapshot,
        share: Double
    ) async throws -> Bool {
        let before = servers.computed.total
        // One more: the question whether the reward server answers.
        let items = 1 + Int(share * Double(base.planned.total - found.facts.total))
        let process = found.isResumable ? try run.resume() : try run.run()
        await process.send(SIGKILL) { servers.computed.total - before > items }
        return await isKilled(process)
    }

    private func isKilled(_ process: SelfplayProcess) async -> Bool {
        let outcome = await process.outcome()
        if outcome.end == .exited(0) { return false }
        #expect(outcome.end == .killed(signal: SIGKILL), "\(outcome.errors)")
        return true
    }

    /// The ledger right after a kill, when the servers are done with what was sent before it.
    private func look(_ run: ServedRun, _ servers: Servers, _ budget: inout CallBudget) async throws -> LedgerSnapshot {
        try await servers.restart()
        let found = try run.snapshot()
        #expect(found.integrity == "ok")
        #expect(found.tallyFaults == [])
        budget.killed(asked: run.asked, committed: found.facts)
        return found
    }

    private func expectNothingLeftToDo(_ run: ServedRun) async throws {
        let before = run.asked
        let again = try await run.resume().outcome()
        #expect(again.exitCode == 0, "\(again.errors)")
        #expect(run.asked == before)
    }
}
