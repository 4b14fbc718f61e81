import Foundation
import TestSupport
import Testing

@Suite("Trainers")
struct TrainersTests {
    @Test("none: rounds follow each other with the same weights; plan and doctor have nothing to add")
    func none() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        try place.write("config.yaml", LoopSettings.playground + "rounds: 2\n")
        #expect(try await place.selfplay("plan", "config.yaml").exitCode == 0)
        #expect(try await place.run().exitCode == 0)
        #expect(!place.has("run/models"))
        #expect(try await place.loopStatus().rounds.map(\.weight_version) == ["", ""])
        expectRefusal(try await place.selfplay("advance", "run", "--model", place.path), "trainer: none")
    }

    @Test("manual: it says what to do, takes the weights it is given, and does what the same weights do by themselves")
    func manual() async throws {
        let place = try Workplace.ofTheLoop(prompts: 8)
        let settings = LoopSettings.playground + "rounds: 2\n"
        try place.write("config.yaml", settings + "trainer: playground\n")
        #expect(try await place.selfplay("plan", "config.yaml").exitCode == 0)
        #expect(try await place.run(into: "auto").exitCode == 0)
        #expect(try await place.loopStatus("auto").rounds.map(\.weight_version) == ["", "round-001"])

        try place.write("config.yaml", settings + "trainer: manual\n")
        expectRefusal(try await place.selfplay("advance", "run", "--model", "auto"), "run")
        for _ in 1...2 {
            let outcome = try await place.run()
            #expect(outcome.exitCode == 3)
            for words in ["trainer: manual", "run/rounds/001/trl/train.jsonl", "selfplay advance \(place.path)/run --model PATH", "resume"]
            {
                #expect(outcome.errors.contains(words))
            }
        }
        expectRefusal(try await place.selfplay("advance", "run", "--model", "./nowhere"), "nowhere", "does not exist")
        #expect(try await place.loopStatus().rounds.map { $0.training == nil } == [true])
        #expect(
            try await place.selfplay("advance", "run", "--model", place.path).exitCode == 0,
            "a slip, which is put right before anybody used it"
        )
        let advanced = try await place.selfplay("advance", "run", "--model", "auto/models/round-001/model")
        #expect(
            advanced.exitCode == 0 && advanced.output.contains("\(place.path)/auto/models/round-001/model")
                && advanced.output.contains("selfplay resume")
        )
        let resumed = try await place.selfplay("resume", "run")
        #expect(resumed.exitCode == 3 && resumed.errors.contains("round 2 is ready for training"))
        #expect(try place.trainingSet(1) == place.trainingSet(1, of: "auto"))
        #expect(try place.trainingSet(2) == place.trainingSet(2, of: "auto"))
        #expect(try await place.loopStatus().rounds.map(\.weight_version) == ["", "round-001"])
        #expect(try await place.selfplay("advance", "run", "--model", "auto/models/round-002/model").exitCode == 0)
        #expect(try await place.selfplay("resume", "run").exitCode == 0)
        try await place.expectSound()
    }

    @Test("manual: weights that are no model are one sentence")
    func manualWithWrongWeights() async throws {
        let place = try Workplace.ofTheLoop(prompts: 4)
        try place.write("config.yaml", LoopSettings.playground + "rounds: 2\ntrainer: manual\n")
        #expect(try await place.run().exitCode == 3)
        #expect(try await place.selfplay("advance", "run", "--model", place.path).exitCode == 0)
        let outcome = try await place.selfplay("resume", "run")
        #expect([2, 3].contains(outcome.exitCode) && outcome.errors.contains(place.path), "\(outcome.errors)")
    }

    /// Takes the playground's own trainer for a program like any other, with a note of what was run when.
    private static func command(_ script: String = "cp -r \"$2\" \"$1\"") -> String {
        """
        trainer:
          command: [sh, -c, 'echo train >> order; \(script)', trainer, "{output}", weights]
          before: [[sh, -c, 'echo "before {round}" >> order'], [sh, -c, 'test -s "$0" && echo "set" >> order', "{dataset}"]]
          after: [[sh, -c, 'echo "after {round}" >> order']]

        """
    }

    @Test("a command with helpers before and after it; one that fails is tried again by the next start, and nothing runs after it")
    func command() async throws {
        let place = try Workplace.ofTheLoop(prompts: 8)
        try place.write("config.yaml", LoopSettings.playground + "trainer: playground\n")
        #expect(try await place.run(into: "auto").exitCode == 0)
        #expect(try await Shell.run("cp -r auto/models/round-001/model weights", directory: place.path).exitCode == 0)

        try place.write("config.yaml", LoopSettings.playground + "rounds: 2\n" + Self.command("exit 5"))
        let failed = try await place.run()
        #expect(failed.exitCode == 3 && failed.errors.contains("selfplay resume"))
        #expect(try place.read("order") == "before 1\nset\ntrain\n")
        #expect(place.has("run/models/round-001.attempt-1/output.log"))

        try place.write("config.yaml", LoopSettings.playground + "rounds: 2\n" + Self.command())
        let done = try await place.run()
        #expect(done.exitCode == 0, "\(done.errors)")
        #expect(try place.read("order") == "before 1\nset\ntrain\n" + "before 1\nset\ntrain\nafter 1\n" + "before 2\nset\ntrain\nafter 2\n")
        let rounds = try await place.loopStatus().rounds
        #expect(rounds.map(\.training?.attempt) == [2, 1] && rounds.map(\.weight_version) == ["", "round-001"])
        #expect(rounds.map(\.training?.model) == ["models/round-001/model", "models/round-002/model"])
        try await place.expectSound()
    }

    @Test("a placeholder that a command does not know is refused before anything is made")
    func wrongPlaceholders() async throws {
        let place = try Workplace.ofTheLoop(prompts: 4)
        let trainer =
            "trainer: {command: [train, '{output}'], before: [[a, '{dataset}']], weights: {swap: external}}\neval: {command: [e, '{policy}'], metric: m}\n"
        try place.write("config.yaml", LoopSettings.playground + trainer)
        let wrong = [
            ("trainer.command=[train, '{data}']", "trainer.command", "{data}"),
            ("trainer.command=[train, '{model}']", "trainer.command", "{model}"),
            ("trainer.before=[[a, '{output}']]", "trainer.before", "{output}"), ("trainer.after=[[a, '{']]", "trainer.after", "lone {"),
            ("trainer.weights={swap: restart, command: [r, '{dataset}']}", "trainer.weights.command", "{dataset}"),
            ("eval.command=[e, '{output}']", "eval.command", "{output}"),
        ]
        for (change, key, fault) in wrong {
            expectRefusal(try await place.run("--set", change), key, fault)
        }
        #expect(!place.has("run"))
    }

    @Test("a helper that fails stops the run before the trainer starts; one after it does not cost the training")
    func failingHelpers() async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        let trainer =
            "trainer: {command: [sh, -c, 'echo train >> order; echo w > \"$0\"', '{output}'], before: [[sh, before.sh]], after: [[sh, after.sh]]}\n"
        try place.write("config.yaml", LoopSettings.playground + trainer)
        try place.write("before.sh", "exit 4")
        try place.write("after.sh", "exit 4")
        let before = try await place.run()
        #expect(before.exitCode == 3 && before.errors.contains("trainer.before") && !place.has("order"), "\(before.errors)")
        try place.write("before.sh", "exit 0")
        let after = try await place.run()
        #expect(after.exitCode == 3 && after.errors.contains("trainer.after"), "\(after.errors)")
        try place.write("after.sh", "exit 0")
        #expect(try await place.run().exitCode == 0)
        #expect(try place.read("order") == "train\n")
        #expect(try await place.loopStatus().rounds.map(\.training?.attempt) == [1])
    }

    @Test("a run that gets a trainer later trains from its last round on")
    func trainerAddedLater() async throws {
        let place = try Workplace.ofTheLoop(prompts: 8)
        try place.write("config.yaml", LoopSettings.playground + "rounds: 2\n")
        #expect(try await place.run().exitCode == 0)
        let sets = try [place.trainingSet(1), place.trainingSet(2)]
        let resumed = try await place.selfplay("resume", "run", "--rounds", "3", "--set", "trainer=playground")
        #expect(resumed.exitCode == 0, "\(resumed.errors)")
        let rounds = try await place.loopStatus().rounds
        #expect(rounds.map(\.weight_version) == ["", "", "round-002"])
        #expect(rounds.map(\.training?.weight_version) == [nil, "round-002", "round-003"])
        #expect(try [place.trainingSet(1), place.trainingSet(2)] == sets)
        try await place.expectSound()
    }

    @Test("a rolling reference follows one round behind, a fixed one stays", arguments: ["rolling", "fixed"])
    func references(_ follow: String) async throws {
        let place = try Workplace.ofTheLoop(prompts: 6)
        let settings =
            "rounds: 3\ntrainer: playground\nreference: {same_as: policy, follow: \(follow)}\nselection: {implicit_reward: dpo}\n"
        try place.write("config.yaml", LoopSettings.playground + settings)
        let outcome = try await place.run()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        try await place.expectSound()
        guard SQLiteShell.isInstalled else { return }
        let versions =
            "SELECT round, group_concat(weight_version, ' ') FROM (SELECT DISTINCT round, weight_version FROM v_logprob ORDER BY 1, 2) GROUP BY 1"
        let third = follow == "rolling" ? "3|round-001 round-002" : "3| round-002"
        #expect(try await place.sql(versions) == ["1|", "2| round-001", third])
        #expect(
            try await place.sql("SELECT round, reference_version FROM v_round ORDER BY 1") == [
                "1|", "2|", follow == "rolling" ? "3|round-001" : "3|",
            ]
        )
    }

    @Test("a round without a kept pair has nothing to train on, and says so")
    func nothingToTrainOn() async throws {
        let place = try Workplace.ofTheLoop(prompts: 4)
        try place.write("config.yaml", LoopSettings.playground + "rounds: 2\ntrainer: playground\nselection: {keep: {threshold: 99}}\n")
        let outcome = try await place.run()
        #expect(outcome.exitCode == 3 && outcome.errors.contains("round 1"), "\(outcome.errors)")
    }
}
