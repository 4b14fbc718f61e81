import Glibc
import TestSupport
import Testing

@Suite("A trainer outlives the process that started it")
struct TrainersOutliveTheirRunTests {
    private static let undisturbed = Task {
        let run = try SlowTraining()
        run.go()
        let outcome = await try run.run().outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(run.starts == ["1", "2"])
        return try run.sets()
    }

    @Test("the resumed run waits for it, however often it is killed itself")
    func adopted() async throws {
        let run = try SlowTraining()
        var process = try await run.untilItTrains()
        let workers = run.workers(1).map(\.id)
        for _ in 1...2 {
            process.send(SIGKILL)
            #expect(await process.outcome().end == .killed(signal: SIGKILL))
            process = try run.resume()
            let resumed = process
            #expect(await Waiting.until { resumed.errorsSoFar.contains("waiting for the trainer of attempt 1") || resumed.hasEnded })
        }
        #expect(run.workers(1).map(\.id) == workers && workers.count >= 3)
        run.go()
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("it was told to go"))
        try await expectSameSets(run, starts: ["1", "2"])
    }

    @Test("what it made while nobody looked is taken, and it does not run again")
    func completeMeanwhile() async throws {
        let run = try SlowTraining()
        let process = try await run.untilItTrains()
        process.send(SIGKILL)
        _ = await process.outcome()
        run.go()
        #expect(await Waiting.until { run.isOver(1) })
        let outcome = await try run.resume().outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(!outcome.errors.contains("waiting for the trainer"))
        try await expectSameSets(run, starts: ["1", "2"])
    }

    @Test("--kill-trainer ends it and trains anew")
    func killed() async throws {
        let run = try SlowTraining()
        let process = try await run.untilItTrains()
        process.send(SIGKILL)
        _ = await process.outcome()
        let resumed = try run.resume(["--kill-trainer"])
        #expect(await Waiting.until { run.starts.count == 2 || resumed.hasEnded })
        #expect(run.workers(1).map(\.description) == [] && run.isOver(1))
        run.go()
        let outcome = await resumed.outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("ended the trainer of attempt 1"))
        try await expectSameSets(run, starts: ["1", "1", "2"])
    }

    @Test("SIGINT, SIGTERM and SIGUSR1 end the waiting at once, not the trainer", arguments: [SIGINT, SIGTERM, SIGUSR1])
    func interrupted(_ signal: Int32) async throws {
        let run = try SlowTraining()
        let process = try await run.untilItTrains()
        let workers = run.workers(1).map(\.id).filter { $0 != process.pid }
        process.send(signal)
        let outcome = await process.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
        #expect(outcome.errors.contains("a trainer that runs goes on by itself; resuming waits for it (--kill-trainer ends it)"))
        #expect(run.workers(1).map(\.id) == workers)
        let resumed = try run.resume()
        #expect(await Waiting.until { resumed.errorsSoFar.contains("waiting for the trainer of attempt 1") || resumed.hasEnded })
        run.go()
        #expect(await resumed.outcome().exitCode == 0)
        try await expectSameSets(run, starts: ["1", "2"])
    }

    private func expectSameSets(_ run: SlowTraining, starts: [String]) async throws {
        #expect(run.starts == starts)
        #expect(try run.sets().differences(from: await Self.undisturbed.value) == [])
        #expect(Processes.mentioning(run.scratch.path).map(\.description) == [])
    }
}
