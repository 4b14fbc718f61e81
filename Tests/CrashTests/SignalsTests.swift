import Glibc
import TestSupport
import Testing

@Suite("Signals end a run without losing what was paid for")
struct SignalsTests {
    @Test("SIGINT, SIGUSR1 and SIGTERM finish what is in flight", arguments: [SIGINT, SIGUSR1, SIGTERM])
    func drain(_ signal: Int32) async throws {
        let run = try Quickstart(concurrency: 8, overrides: ["playground.delay=0.05", "prompts.per_round=20", "rounds=500"])
        let process = try run.run()
        await process.send(signal) { Self.isBusy(run) }
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(try run.asked().samples >= 8 * 5)
        #expect(try run.asked() == run.snapshot().facts)
    }

    @Test("a second SIGINT gives it up")
    func cancel() async throws {
        let run = try stuck()
        let process = try run.run()
        await process.send(SIGINT) { Self.isBusy(run) }
        await process.send(SIGINT) { process.errorsSoFar.contains("finishing what is in flight") }
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        try await expectGivenUp(run)
    }

    @Test("SIGTERM gives up what does not end within limits.drain")
    func terminate() async throws {
        let run = try stuck()
        let process = try run.run(["--set", "limits.drain=1"])
        await process.send(SIGTERM) { Self.isBusy(run) }
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(outcome.duration >= .seconds(1))
        try await expectGivenUp(run)
    }

    /// A run whose first requests take hours.
    private func stuck() throws -> Quickstart {
        try Quickstart(concurrency: 8, overrides: ["playground.delay=10000"])
    }

    /// As many requests were sent as may be in flight.
    private static func isBusy(_ run: Quickstart) -> Bool {
        run.counted >= "sample 5\n".utf8.count * run.concurrency
    }

    /// Nothing of what was asked for is on record, and the run can still be brought to its end.
    private func expectGivenUp(_ run: Quickstart) async throws {
        #expect(try run.asked() == Calls(samples: 8 * 5))
        #expect(try run.snapshot().facts == Calls())
        let base = try await Uninterrupted.at(concurrency: 8)
        let outcome = try await run.resume(["--set", "playground.delay=0"]).outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(try run.sets().withoutManifests.differences(from: base.sets.withoutManifests) == [])
    }
}
