import TestSupport
import Testing

@Suite("A wrong command is refused with code 2 and one sentence")
struct WrongCommandsAreRefusedTests {
    @Test("an unknown command, an unknown flag, a missing argument")
    func usage() async throws {
        let place = try Workplace()
        expectRefusal(try await place.selfplay("frobnicate"), "frobnicate", "selfplay --help")
        expectRefusal(try await place.selfplay("status", "run", "--frob"), "--frob", "selfplay status --help")
        expectRefusal(try await place.selfplay("run"), "<config>")
        #expect(place.contents == ["prompts.jsonl"])
    }

    @Test(
        "every command on a run that does not exist, or on a folder without one",
        arguments: ["resume", "status", "export", "select"]
    )
    func noRun(_ command: String) async throws {
        let place = try Workplace()
        expectRefusal(try await place.selfplay(command, "nowhere"), "nowhere does not exist", "under runs/")
        expectRefusal(try await place.selfplay(command, "."), "holds no run", "run.sqlite")
        #expect(place.contents == ["prompts.jsonl"])
    }

    @Test("doctor on what is neither a configuration nor a run")
    func nothingToExamine() async throws {
        let place = try Workplace()
        expectRefusal(try await place.selfplay("doctor", "nowhere"), "nowhere is neither a configuration file nor a run")
        expectRefusal(try await place.selfplay("doctor", "."), "holds no run")
        expectRefusal(try await place.selfplay("doctor", "prompts.jsonl"), "prompts.jsonl:")
    }

    @Test("a run folder whose ledger is no database")
    func noDatabase() async throws {
        let place = try Workplace()
        try place.write("run.sqlite", String(repeating: "this is no database\n", count: 100))
        for command in ["resume", "status", "export", "select"] {
            expectRefusal(try await place.selfplay(command, "."), "run.sqlite is not an SQLite database")
        }
        #expect(try place.read("run.sqlite").hasPrefix("this is no database"))
    }

    @Test("select with what does not exist or cannot be")
    func select() async throws {
        let place = try await finished()
        expectRefusal(
            try await place.selfplay("select", "run", "--score", "z(dr) - z(dq)"),
            "--score",
            "`dq`",
            "  z(dr) - z(dq)\n            ^^"
        )
        expectRefusal(try await place.selfplay("select", "run", "--where", "dr"), "--where", "a condition is needed")
        expectRefusal(try await place.selfplay("select", "run", "--keep", "3.5"), "--keep", "above 0 and at most 1")
        expectRefusal(
            try await place.selfplay("select", "run", "--pairing", "some"),
            "--pairing must be one of `all_pairs`, `best_worst`",
            "not `some`"
        )
        expectRefusal(try await place.selfplay("select", "run", "--round", "9"), "round 9 does not exist")
        expectRefusal(try await place.selfplay("select", "run", "--reward", "wit"), "--reward names no reward: `wit`", "taste")
        expectRefusal(try await place.selfplay("select", "run", "--name", "a/b"), "--name a/b")
        expectRefusal(try await place.selfplay("select", "run", "--implicit-reward", "dpo"), "dpo", "reference")
        expectRefusal(try await place.selfplay("select", "run", "--name", "base"), "--name base", "own selection")
        #expect(try await place.selfplay("select", "run", "--name", "mine", "--score", "dr").exitCode == 0)
        expectRefusal(try await place.selfplay("select", "run", "--name", "mine"), "already has a selection named mine")
    }

    @Test("export with what does not exist")
    func export() async throws {
        let place = try await finished()
        expectRefusal(try await place.selfplay("export", "run", "--round", "1", "--selection", "mine"), "no selection named mine", "base")
        expectRefusal(try await place.selfplay("export", "run", "--selection", "mine"), "no round has a selection named mine")
        expectRefusal(try await place.selfplay("export", "run", "--format", "csv"), "no format csv", "trl")
        expectRefusal(try await place.selfplay("export", "run", "--round", "7"), "round 7 does not exist")
        expectRefusal(try await place.selfplay("export", "run", "--round", "some"), "--round is some")
        expectRefusal(try await place.selfplay("export", "run", "--columns", "colour"), "no column colour", "scores")
        expectRefusal(try await place.selfplay("export", "run", "--out", "prompts.jsonl/x"), "cannot be made")
    }

    @Test("import into a folder that holds a run, and of data that is broken")
    func importing() async throws {
        let place = try await finished()
        try place.write("data.jsonl", #"{"prompt":"q","responses":[{"text":"a","reward":1}]}"# + "\n")
        expectRefusal(try await place.selfplay("import", "data.jsonl", "--run-dir", "run"), "holds a run already", "another folder")
        #expect(try await place.selfplay("import", "data.jsonl", "--run-dir", "new").exitCode == 0)
        expectRefusal(try await place.selfplay("import", "data.jsonl", "--run-dir", "new"), "holds a run already")

        try place.write("data.jsonl", #"{"prompt":"q","responses":[{"text":"a","reward":"much"}]}"# + "\n")
        expectRefusal(try await place.selfplay("import", "data.jsonl", "--run-dir", "other"), "data.jsonl:1:", "must be a number")
        try place.write("data.jsonl", #"{"prompt":"q","responses":[{"text":"a","tokens":2,"reference_logprob":-1}]}"# + "\n")
        expectRefusal(try await place.selfplay("import", "data.jsonl", "--run-dir", "other"), "--reference-model")
        #expect(!place.has("other"))
    }

    @Test("init where a configuration stands already")
    func initializing() async throws {
        let place = try Workplace()
        expectRefusal(try await place.selfplay("init", "."), "prompts.jsonl exists already", "nothing was written")
        #expect(place.contents == ["prompts.jsonl"])
    }

    private func finished() async throws -> Workplace {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        return place
    }
}
