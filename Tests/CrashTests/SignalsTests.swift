import Glibc
import TestSupport
import Testing

@Suite("Signals end a run without losing what was paid for")
struct SignalsTests {
    @Test("SIGINT and SIGUSR1 finish what is in flight", arguments: [SIGINT, SIGUSR1])
    func drain(_ signal: Int32) async throws {
        let run = try Quickstart(concurrency: 8, overrides: ["playground.delay=0.05"])
        let outcome = try await interrupted(run, by: signal)
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(try run.asked() == run.snapshot().facts)
        try await expectSameSets(run)
    }

    @Test("a second SIGINT gives it up")
    func cancel() async throws {
        let run = try Quickstart(concurrency: 8, overrides: ["playground.delay=100"])
        let process = try await started(run)
        process.send(SIGINT)
        #expect(await Waiting.until { process.errorsSoFar.contains("finishing what is in flight") })
        #expect(!process.hasEnded)
        let clock = ContinuousClock()
        let start = clock.now
        process.send(SIGINT)
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(clock.now - start < .seconds(50))
        #expect(try run.asked() == Calls(samples: 8 * 5))
        #expect(try run.snapshot().facts == Calls())
        try await expectSameSets(run)
    }

    @Test("SIGTERM finishes what ends within limits.drain")
    func terminateQuickly() async throws {
        let run = try Quickstart(concurrency: 8, overrides: ["playground.delay=0.05"])
        let outcome = try await interrupted(run, by: SIGTERM)
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(try run.asked() == run.snapshot().facts)
    }

    @Test("SIGTERM gives up what does not")
    func terminateSlowly() async throws {
        let run = try Quickstart(concurrency: 8, overrides: ["playground.delay=100", "limits.drain=1"])
        let process = try await started(run)
        let clock = ContinuousClock()
        let start = clock.now
        process.send(SIGTERM)
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(clock.now - start >= .seconds(1) && clock.now - start < .seconds(50))
        try await expectSameSets(run)
    }

    /// A run that has sent its first requests.
    private func started(_ run: Quickstart) async throws -> SelfplayProcess {
        let process = try run.run()
        let full = "sample 5\n".utf8.count * run.concurrency
        #expect(await Waiting.until { run.counted >= full || process.hasEnded })
        return process
    }

    private func interrupted(_ run: Quickstart, by signal: Int32) async throws -> SelfplayProcess.Outcome {
        let process = try await started(run)
        process.send(signal)
        return await process.outcome()
    }

    private func expectSameSets(_ run: Quickstart) async throws {
        let base = try await Uninterrupted.at(concurrency: 8)
        let outcome = try await run.resume(["--set", "playground.delay=0"]).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try run.sets().withoutManifests.differences(from: base.sets.withoutManifests) == [])
    }
}
