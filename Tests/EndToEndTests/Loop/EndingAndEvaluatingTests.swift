import Foundation
import TestSupport
import Testing

@Suite("When a run ends, and how its policy does")
struct EndingAndEvaluatingTests {
    @Test("early_stop ends the run with code 0 and says so; the same command again does not go on")
    func earlyStop() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        try place.write("config.yaml", LoopSettings.playground + "rounds: 4\nearly_stop: {mean_score_below: 99, rounds: 2}\n")
        for _ in 1...2 {
            let outcome = try await place.run()
            #expect(
                outcome.exitCode == 0 && outcome.errors.contains("stopped early after round 2")
                    && outcome.errors.contains("early_stop.mean_score_below")
            )
            #expect(try await place.loopStatus().rounds.map(\.round) == [1, 2])
        }
        let further = try await place.selfplay("resume", "run", "--rounds", "3", "--set", "early_stop.mean_score_below=-99")
        #expect(further.exitCode == 0 && !further.errors.contains("stopped early"))
        #expect(try await place.loopStatus().rounds.map(\.round) == [1, 2, 3])
        let again = try await place.selfplay("resume", "run", "--rounds", "4", "--set", "early_stop.mean_score_below=99")
        #expect(
            again.exitCode == 0 && again.errors.contains("stopped early after round 3"),
            "round 3 was answered already: nothing stops before it"
        )
        #expect(try await place.loopStatus().rounds.count == 3)
    }

    @Test("early_stop by the gain on held-out prompts")
    func earlyStopByGain() async throws {
        let place = try Workplace.ofTheLoop(prompts: 8)
        let settings = "rounds: 3\nheld_out: {count: 2}\ntrainer: playground\nearly_stop: {reward_gain_below: 99}\n"
        try place.write("config.yaml", LoopSettings.playground + settings)
        let outcome = try await place.run()
        #expect(outcome.exitCode == 0 && outcome.errors.contains("early_stop.reward_gain_below"))
        #expect(try await place.loopStatus().rounds.map(\.training?.weight_version) == ["round-001"])
    }

    /// An evaluation whose accuracy falls by a tenth every round.
    private static let eval = """
        rounds: 3
        trainer: playground
        eval:
          command: [sh, -c, 'echo loading "$1"; printf "{{\\"n\\": 7, \\"accuracy\\": 0.%s}}\\n" $((9 - $2))', eval, "{policy}", "{round}"]
          metric: accuracy

        """

    @Test("an evaluation's numbers are recorded under the weights the round made; a fall is a warning")
    func evaluation() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        try place.write("config.yaml", LoopSettings.playground + Self.eval)
        let outcome = try await place.run()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("warning: round 2: accuracy fell from 0.8 after round 1 to 0.7 after round 2"))
        let rounds = try await place.loopStatus().rounds
        #expect(rounds.map { $0.metrics["accuracy"] } == [0.8, 0.7, 0.6] && rounds.map { $0.metrics["n"] } == [7, 7, 7])
        guard SQLiteShell.isInstalled else { return }
        let versions =
            "SELECT e.round, n.text FROM evaluation e JOIN name n ON n.id = e.weight_version WHERE e.metric = 'accuracy' ORDER BY 1"
        #expect(try await place.sql(versions) == ["1|round-001", "2|round-002", "3|round-003"])
    }

    @Test("eval.on_fall stop ends the run with code 3; resuming goes on without evaluating again; every second round, a tolerance")
    func evaluationThatStops() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        try place.write("config.yaml", LoopSettings.playground + Self.eval + "  on_fall: stop\n")
        let stopped = try await place.run()
        #expect(
            stopped.exitCode == 3
                && stopped.errors.contains("accuracy fell from 0.8 after round 1 to 0.7 after round 2 (eval.on_fall: stop)")
        )
        #expect(stopped.errors.contains("selfplay resume"))
        let resumed = try await place.selfplay("resume", "run", "--set", "eval.on_fall=warn")
        #expect(resumed.exitCode == 0 && !resumed.errors.contains("round 2: accuracy"))
        #expect(try await place.loopStatus().rounds.map { $0.metrics["accuracy"] } == [0.8, 0.7, 0.6])

        let rare = try await place.run("--set", "eval.every=2", "--set", "rounds=4", "--set", "eval.tolerance=0.3", into: "rare")
        #expect(rare.exitCode == 0 && !rare.errors.contains("fell"))
        #expect(try await place.loopStatus("rare").rounds.map { $0.metrics["accuracy"] } == [nil, 0.7, nil, 0.5])
    }

    @Test("what an evaluation prints that is no number of that name is one sentence; a resumed run evaluates again")
    func evaluationWithoutNumbers() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        let eval = "trainer: playground\neval: {command: [sh, eval.sh], metric: accuracy}\n"
        try place.write("config.yaml", LoopSettings.playground + eval)
        let wrong = [
            ("echo done", "printed no number named accuracy in its last line of output (it printed: none)"),
            (#"echo '{"loss": 1}'"#, "printed no number named accuracy in its last line of output (it printed: loss)"),
            (#"echo '{"accuracy": "high"}'"#, "printed no number named accuracy"),
            ("echo no GPU >&2; exit 7", "no GPU"),
        ]
        for (script, sentence) in wrong {
            try place.write("eval.sh", script)
            let outcome = try await place.run()
            #expect(
                outcome.exitCode == 3 && outcome.errors.contains(sentence) && outcome.errors.contains("eval.command"),
                "\(outcome.errors)"
            )
        }
        try place.write("eval.sh", #"echo '{"accuracy": 1, "accuracy": 0.5, "held_out_reward": 9}'"#)
        let outcome = try await place.run()
        #expect(outcome.exitCode == 0 && outcome.errors.contains("held_out_reward is not recorded"), "\(outcome.errors)")
        #expect(try await place.loopStatus().rounds.map(\.metrics) == [["accuracy": 0.5]])
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
    }
}
