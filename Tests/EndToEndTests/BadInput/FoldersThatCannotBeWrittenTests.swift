import TestSupport
import Testing

@Suite("A run folder that cannot be written is refused or survived")
struct FoldersThatCannotBeWrittenTests {
    @Test("a folder that cannot be made", arguments: ["/proc/selfplay", "prompts.jsonl/run"])
    func cannotBeMade(_ folder: String) async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        expectRefusal(try await place.selfplay("run", "config.yaml", "--run-dir", folder), folder, "cannot be made")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("a file where the folder should be")
    func fileInTheWay() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        let before = try place.read("prompts.jsonl")
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "prompts.jsonl")
        expectRefusal(outcome, "prompts.jsonl", "is no folder")
        #expect(try place.read("prompts.jsonl") == before)
    }

    @Test("a file-size limit: code 3, and without it the run goes on to the same training sets")
    func fileSizeLimit() async throws {
        let place = try Workplace(prompts: 40)
        let settings = Settings.playground.replacing("export:", with: "rounds: 2\nplayground: {delay: 0.02}\nexport:")
        try place.write("config.yaml", settings)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "undisturbed").exitCode == 0)

        let program = try SelfplayProcess.executable
        let limited = "ulimit -f 1000; exec '\(program)' run config.yaml --run-dir run"
        let outcome = try await Shell.run(limited, directory: place.path)
        #expect(outcome.exitCode == 3)
        for words in ["cannot be written", "free disk space or raise the file-size limit"] { #expect(outcome.output.contains(words)) }

        #expect(try await place.selfplay("resume", "run").exitCode == 0)
        for round in 1...2 {
            #expect(try place.trainingSet(round) == place.trainingSet(round, of: "undisturbed"))
        }
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
    }

    @Test("a limit that is too small to begin: code 3, nothing is left, and without it the same command begins")
    func cutOffBeforeTheBeginning() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        try place.write("data.jsonl", #"{"prompt":"q","responses":[{"text":"a","reward":1}]}"# + "\n")
        let program = try SelfplayProcess.executable
        for command in ["run config.yaml", "import data.jsonl"] {
            let limited = try await Shell.run("ulimit -f 20; exec '\(program)' \(command) --run-dir run", directory: place.path)
            #expect(limited.exitCode == 3)
            #expect(limited.output.contains("cannot be written"))
            #expect(!place.has("run"))
        }
        #expect(try await place.selfplay("import", "data.jsonl", "--run-dir", "run").exitCode == 0)
    }
}
