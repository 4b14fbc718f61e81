import Foundation
import TestSupport
import Testing

@Suite("What gets into a training set")
struct TrainingSetsOfTheLoopTests {
    @Test("emit.rounds: this round, the last two, or all, each with the rows it had in its own round's set")
    func emittedRounds() async throws {
        let place = try Workplace.ofTheLoop()
        try place.write("config.yaml", LoopSettings.playground + "rounds: 3\n")
        #expect(try await place.run(into: "this").exitCode == 0)
        let sets = try (1...3).map { try place.rows($0, of: "this") }
        #expect(sets.allSatisfy { !$0.isEmpty } && Set(sets).count == 3)
        #expect(try await place.run("--set", "emit.rounds=all", into: "all").exitCode == 0)
        #expect(try (1...3).map { try place.rows($0, of: "all") } == [sets[0], sets[0] + sets[1], sets[0] + sets[1] + sets[2]])
        #expect(try await place.run("--set", "emit.rounds=2", into: "two").exitCode == 0)
        #expect(try (1...3).map { try place.rows($0, of: "two") } == [sets[0], sets[0] + sets[1], sets[1] + sets[2]])
        try await place.expectSound("two")
        #expect(try place.manifest(3, of: "two").counts["pairs of round 2 base"] == sets[1].count)
        guard SQLiteShell.isInstalled else { return }
        let sources =
            "SELECT e.rows, group_concat(s.round) FROM export e JOIN export_source x ON x.export = e.id JOIN selection s ON s.id = x.selection GROUP BY e.id"
        #expect(
            try await place.sql(sources, of: "two") == [
                "\(sets[0].count)|1", "\((sets[0] + sets[1]).count)|1,2", "\((sets[1] + sets[2]).count)|2,3",
            ]
        )
    }

    @Test("emit.base: all pairs of the prompts as they were sampled, or those that selection.keep keeps")
    func emittedBase() async throws {
        let place = try Workplace.ofTheLoop()
        let evolution = "evolution: {mode: evolve_then_select, select: {ratio: 0.25}, \(LoopSettings.rewriter)}\n"
        try place.write("config.yaml", LoopSettings.evolving + "selection: {keep: {ratio: 0.5}}\n" + evolution)
        #expect(try await place.run("--set", "emit.base=kept", into: "kept").exitCode == 0)
        #expect(try await place.run("--set", "emit.base=all", into: "all").exitCode == 0)
        #expect(try await place.run(into: "default").exitCode == 0)
        let kept = try #require(try await place.loopStatus("kept").rounds.first)
        let all = try #require(try await place.loopStatus("all").rounds.first)
        #expect(kept.prompts.kept == kept.prompts.paired / 2 && all.prompts.kept == all.prompts.paired)
        #expect(kept.evolved?.prompts.kept == all.evolved?.prompts.kept)
        #expect(try place.trainingSet(of: "default") == place.trainingSet(of: "all"))
        #expect(try Set(place.rows(of: "kept")).isSubset(of: place.rows(of: "all")))
    }

    @Test("held-out prompts are in no set, have no rewrites, and are measured before the first training and after each")
    func heldOut() async throws {
        let place = try Workplace.ofTheLoop(prompts: 14)
        let evolution = "evolution: {mode: evolve_all, strategies: [deepen], \(LoopSettings.rewriter)}\n"
        let settings = "rounds: 2\nheld_out: {count: 4, samples: 2}\ntrainer: playground\n"
        try place.write("config.yaml", LoopSettings.evolving + settings + evolution)
        let outcome = try await place.run()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(
            outcome.errors.contains("held-out mean reward before training")
                && outcome.errors.contains("held-out mean reward after training")
        )
        try await place.expectSound()
        let status = try await place.loopStatus()
        #expect(status.pool.prompts == 10 && status.pool.held_out == 4)
        #expect(status.rounds.map { $0.metrics.keys.sorted() } == [["baseline_reward", "held_out_reward"], ["held_out_reward"]])
        #expect(status.rounds.map(\.prompts.planned) == [10, 10 + (status.rounds[0].rewrites?.kept ?? 0)], "the rewrites joined the pool")
        guard SQLiteShell.isInstalled else { return }
        let leaks = """
            SELECT count(*) FROM v_response r JOIN v_prompt p ON p.id = r.prompt_id WHERE p.reason = 'held_out' AND r.phase IN ('base', 'evolved');
            SELECT count(*) FROM v_pair q JOIN v_prompt p ON p.id = q.prompt_id WHERE p.reason = 'held_out';
            SELECT count(*) FROM prompt c JOIN v_prompt p ON p.id = c.parent_id WHERE p.reason = 'held_out';
            SELECT count(*) FROM v_logprob l JOIN v_response r ON r.id = l.response_id WHERE r.phase IN ('baseline', 'held_out');
            """
        #expect(try await place.sql(leaks) == ["0", "0", "0", "0"])
        let asked =
            "SELECT round, phase, weight_version, count(*), count(DISTINCT prompt_id) FROM v_response WHERE phase IN ('baseline', 'held_out') GROUP BY 1, 2, 3 ORDER BY 1, 2"
        #expect(try await place.sql(asked) == ["1|baseline||8|4", "1|held_out|round-001|8|4", "2|held_out|round-002|8|4"])
        let seeds = "SELECT count(DISTINCT seed) FROM v_response WHERE phase IN ('baseline', 'held_out')"
        #expect(try await place.sql(seeds) == ["8"], "the same seeds every time: what differs is the weights")
        let means =
            "SELECT r.round, r.phase, avg(w.score) FROM v_response r JOIN reward w ON w.response_id = r.id WHERE r.phase IN ('baseline', 'held_out') GROUP BY 1, 2 ORDER BY 1, 2"
        let expected = [
            status.rounds[0].metrics["baseline_reward"], status.rounds[0].metrics["held_out_reward"],
            status.rounds[1].metrics["held_out_reward"],
        ]
        for (row, mean) in zip(try await place.sql(means), expected) {
            let recounted = try #require(row.split(separator: "|").last.flatMap { Double($0) })
            #expect(abs(recounted - (mean ?? .nan)) < 1e-9)
        }
    }

    @Test("prompts held out by a file of their own are taken out of the others")
    func heldOutByAFile() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        let both = try place.read("prompts.jsonl").split(separator: "\n")[2]
        try place.write("test.jsonl", both + "\n" + #"{"id":"t","prompt":"Who has never seen a whale?"}"# + "\n")
        try place.write("config.yaml", LoopSettings.playground + "held_out: {source: test.jsonl}\n")
        #expect(try await place.run().exitCode == 0)
        let status = try await place.loopStatus()
        #expect(status.pool.prompts == 5 && status.pool.held_out == 2 && status.rounds.map(\.prompts.planned) == [5])
        #expect(try !place.trainingSet().contains("\"p3\""))
        expectRefusal(try await place.run("--set", "held_out.source=prompts.jsonl", into: "none"), "held_out.source", "leaves no prompt")
    }

    @Test("a schedule changes how answers are drawn from its round on")
    func schedule() async throws {
        let place = try Workplace.ofTheLoop(prompts: 4)
        struct Request: Decodable {
            var temperature: Double
            var top_p: Double
            var n: Int?
            var prompt_logprobs: Int?
        }
        try await Servers.with { servers in
            let schedule =
                "rounds: 3\nschedule: [{from_round: 2, set: {policy.sampling.temperature: 0.25}}, {from_round: 3, set: {policy.sampling.top_p: 0.5}}]\n"
            try place.write("config.yaml", servers.configuration + "\n" + schedule)
            #expect(try await place.run().exitCode == 0)
            let requests = try servers.policy.journal.recent.filter { $0.path == "/v1/completions" }
                .map { try JSONDecoder().decode(Request.self, from: Data($0.body)) }
                // Neither measurements nor the two samples by which a start looks at seeds.
                .filter { $0.prompt_logprobs == nil && $0.n != 1 }
            #expect(requests.map(\.temperature) == Array(repeating: 0.9, count: 4) + Array(repeating: 0.25, count: 8))
            #expect(requests.map(\.top_p) == Array(repeating: 1, count: 8) + Array(repeating: 0.5, count: 4))
        }
        try await place.expectSound()
        let late = try await place.selfplay("resume", "run", "--set", "schedule=[{from_round: 2, set: {policy.sampling.temperature: 0.5}}]")
        expectRefusal(late, "schedule", "round 2", "from round 4 on")
        expectRefusal(try await place.selfplay("resume", "run", "--set", "schedule=[]"), "schedule", "round 2")
    }
}
