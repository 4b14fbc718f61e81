import TestSupport
import Testing

@Suite("Prompts that cannot be used are told")
struct WrongPromptsAreRefusedTests {
    @Test("a file that does not exist")
    func missingFile() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        let outcome = try await place.selfplay("run", "config.yaml", "--set", "prompts.source=nowhere.jsonl")
        expectRefusal(outcome, "nowhere.jsonl", "No such file")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("an empty file")
    func emptyFile() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        try place.write("prompts.jsonl", "\n\n")
        expectRefusal(try await place.selfplay("run", "config.yaml"), "prompts.jsonl", "is empty")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("a broken line, with its place")
    func brokenLine() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        try place.write("prompts.jsonl", "{\"prompt\": \"one\"}\n{\"prompt\": \"two\"}\n{\"prompt\": }\n")
        expectRefusal(try await place.selfplay("run", "config.yaml"), "prompts.jsonl:3:12", "JSON")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("a line without a prompt, with its place")
    func noPrompt() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        try place.write("prompts.jsonl", "{\"prompt\": \"one\"}\n{\"question\": \"two\"}\n")
        expectRefusal(try await place.selfplay("run", "config.yaml"), "prompts.jsonl:2", "neither `prompt` nor `messages`")
    }

    @Test("fewer than a round needs")
    func tooFew() async throws {
        let place = try Workplace(prompts: 4)
        try place.write("config.yaml", Settings.playground)
        let outcome = try await place.selfplay("run", "config.yaml", "--set", "prompts.per_round=5")
        expectRefusal(outcome, "prompts.per_round is 5", "only 4 different prompts", "lower it")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("one that is longer than the context is left out with its reason, and the run goes on")
    func longerThanTheContext() async throws {
        let place = try Workplace(prompts: 3)
        let long = String(repeating: "very ", count: 100)
        try place.write("prompts.jsonl", try place.read("prompts.jsonl") + "{\"prompt\": \"A \(long)long question\"}\n")
        var options = VLLMDouble.Options()
        options.maxModelLength = 200
        try await Servers.with(options) { servers in
            try place.write("config.yaml", servers.configuration)
            let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
            #expect(outcome.exitCode == 0)
        }
        let round = try #require(try await place.status().rounds.first)
        #expect(round.prompts.planned == 4 && round.prompts.reasons["prompt_too_long"] == 1)
        #expect(round.responses.planned == 12 && round.responses.usable > 0)
        #expect(round.responses.reasons["prompt_too_long"] == 3)
        #expect(round.addsUp)
        #expect(round.exports.map(\.rows) == [round.prompts.kept])
        #expect(try !place.trainingSet().contains("long question"))
    }
}
