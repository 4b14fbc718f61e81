import Foundation
import TestSupport
import Testing

extension Workplace {
    /// A scratch folder with `prompts.jsonl` and `config.yaml` for the running suite's servers.
    static func engines(prompts count: Int, _ configuration: (Fleet) -> String) throws -> (place: Workplace, fleet: Fleet) {
        let fleet = try #require(Fleet.current)
        let place = try Workplace()
        try place.write("prompts.jsonl", EngineSettings.prompts(count))
        try place.write("config.yaml", configuration(fleet))
        return (place, fleet)
    }

    /// Waits until the run has recorded this many answers; returns how many of all planned ones it has.
    func answers(atLeast count: Int, of run: String = "run") async throws -> (done: Int, planned: Int) {
        let end = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < end {
            let outcome = try await selfplay("status", run, "--json")
            guard outcome.exitCode == 0 else { continue }
            let rounds = try JSONDecoder().decode(StatusReply.self, from: Data(outcome.output.utf8)).rounds
            let done = rounds.map(\.responses.done).reduce(0, +)
            if done >= count { return (done, rounds.map(\.responses.planned).reduce(0, +)) }
        }
        throw EngineServer.Failure(description: "\(run) has not recorded \(count) answers within 120 s")
    }

    /// Kills the policy's server in the middle of a run, starts it again, and expects the training sets of an undisturbed run.
    func expectSurvival(of server: EngineServer, killedAfter count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let calm = try await selfplay("run", "config.yaml", "--run-dir", "calm")
        try #require(calm.exitCode == 0, "\(calm.errors)", sourceLocation: sourceLocation)
        let run = try start("run", "config.yaml", "--run-dir", "run", "--set", "policy.concurrency=1")
        let before = try await answers(atLeast: count)
        try await server.kill()
        let killed = ContinuousClock.now
        let noticed = await Waiting.until { run.errorsSoFar.contains("connect") || run.hasEnded }
        #expect(noticed && !run.hasEnded, "\(run.errorsSoFar)", sourceLocation: sourceLocation)
        try await server.restart()
        print("    killed after \(before.done) answers, back after \(killed.duration(to: .now))")
        let outcome = await run.outcome()
        #expect(outcome.exitCode == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        for round in 1...2 {
            let same = try trainingSet(round) == trainingSet(round, of: "calm")
            #expect(same, "round \(round)", sourceLocation: sourceLocation)
        }
        let status = try await status()
        #expect(status.rounds.allSatisfy { $0.addsUp && $0.responses.failed == 0 }, sourceLocation: sourceLocation)
        let doctor = try await selfplay("doctor", "run")
        #expect(doctor.exitCode == 0, "\(doctor.output)", sourceLocation: sourceLocation)
    }

    /// Prints what a rule said of the answers and expects some of both kinds.
    func expectRightAndWrong(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let outcome = try await selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(outcome.exitCode == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        let round = try #require(try await status().rounds.first, sourceLocation: sourceLocation)
        #expect(round.addsUp && round.responses.failed == 0 && round.rewards.done == round.responses.done, sourceLocation: sourceLocation)
        let shares = try await SQLiteShell.rows(
            "SELECT count(*), avg(score), min(score), max(score) FROM reward",
            of: "run/run.sqlite",
            in: self
        )
        let row = try #require(shares.first, sourceLocation: sourceLocation)
        print("    \(row[0]) answers, share of right ones \(row[1])")
        #expect(row[2] == "0.0" && row[3] == "1.0", sourceLocation: sourceLocation)
        let share = try #require(Double(row[1]), sourceLocation: sourceLocation)
        // The model was measured to get about three quarters right.
        #expect(share > 0.5 && share < 0.95, sourceLocation: sourceLocation)
    }
}
