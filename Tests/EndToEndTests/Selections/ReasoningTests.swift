import Foundation
import TestSupport
import Testing

@Suite("Reasoning stays out of what reward models and training sets get")
struct ReasoningTests {
    private static let hasPython = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

    /// Of four answers one reasons and answers, one answers at once, one reasons without an end, one reasons and says nothing.
    private static let policy = """
        import sys
        sys.path.insert(0, sys.argv[1])
        from selfplay_command import serve

        class Policy:
            def hello(self):
                return {"name": "thinker", "version": "1", "model": "toy", "context": 4096,
                    "capabilities": {"tokenizes": True, "reports_logprobs": True, "scores": True, "reproducible": True}}
            def tokenize(self, messages, generation_prompt):
                return list("".join(m["content"] for m in messages).encode())
            def sample(self, messages, prompt_tokens, n, seed, sampling):
                return [self.one(seed + j) for j in range(n)]
            def one(self, seed):
                text = ["<think>plan %d</think>\\n\\nAnswer %d", "Plain %d", "<think>endless %d", "<think>only %d</think>\\n"][seed % 4]
                text = text % ((seed,) * text.count("%d"))
                tokens = list(text.encode())
                return {"text": text, "tokens": tokens, "logprobs": self.score([], tokens), "finish_reason": "stop"}
            def score(self, prompt, response):
                return [-0.1 * (1 + token % 7) for token in response]

        serve(Policy())
        """

    private static let reward = """
        import sys, json
        sys.path.insert(0, sys.argv[1])
        from selfplay_command import serve

        class Reward:
            def hello(self):
                return {"name": "listener", "version": "1", "capabilities": {"rewards": True}}
            def reward(self, messages, responses, metadata):
                with open(sys.argv[2], "a") as log:
                    for response in responses: log.write(json.dumps(response) + "\\n")
                return [float(len(r)) + int("0" + "".join(c for c in r if c.isdigit())) % 1000 / 1000 for r in responses], None

        serve(Reward())
        """

    @Test("rewards and sets get the answer, log-probs stay over everything, and what is only reasoning is empty", .enabled(if: hasPython))
    func stripped() async throws {
        let place = try Workplace(prompts: 5)
        let library = ProjectFolder.path + "/Examples/command"
        try place.write("policy.py", Self.policy)
        try place.write("reward.py", Self.reward)
        try place.write(
            "config.yaml",
            """
            run: run
            seed: 3
            prompts: {source: prompts.jsonl}
            policy:
              backend: command
              command: [python3, \(place.path)/policy.py, \(library)]
              model: toy
              samples: 4
              sampling: {max_tokens: 99}
              reasoning: {}
            rewards: [{name: own, backend: command, command: [python3, \(place.path)/reward.py, \(library), \(place.path)/heard.jsonl]}]
            selection: {keep: {ratio: 1.0}, columns: {length: chars_w}}
            export: [{format: trl, columns: [logprobs, samples]}, {format: simpo}]
            """
        )
        let run = try await place.run()
        #expect(run.exitCode == 0, "\(run.errors)")
        try await place.expectSound()
        let heard = try place.read("heard.jsonl")
        #expect(
            heard.split(separator: "\n").count >= 10 && !heard.contains("think>") && !heard.contains("endless") && !heard.contains("only")
        )
        #expect(heard.contains("\"Answer ") && heard.contains("\"Plain "), "no white space is left before the answer")

        let round = try #require(try await place.status().rounds.first)
        #expect(round.responses.planned == 20 && round.responses.usable == 10 && round.responses.reasons == ["empty": 10])
        #expect(round.prompts.kept == 5)
        let set = try place.trainingSet()
        #expect(!set.contains("think") && !set.contains("plan"))
        #expect(try !place.read("run/rounds/001/simpo/train.jsonl").contains("think"))
        for line in set.split(separator: "\n") {
            struct Row: Decodable {
                var chosen: [TrainingRow.Turn]
                var chosen_tokens: Int
                var chosen_sample: Int
                var length: Double
            }
            let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
            #expect(Double(row.chosen[0].content.count) == row.length)
            #expect(row.chosen_tokens >= row.chosen[0].content.utf8.count)
        }
        guard SQLiteShell.isInstalled else { return }
        #expect(try await place.sql("SELECT count(*) FROM v_response WHERE text LIKE '%think>%'") == ["15"], "the ledger keeps all of it")
        #expect(
            try await place.sql(
                "SELECT count(*) FROM v_logprob l JOIN v_response r ON r.id = l.response_id WHERE l.tokens <> length(r.text)"
            ) == ["0"]
        )
        let select = try await place.selfplay("select", "run", "--score", "-dchars", "--name", "short")
        #expect(select.exitCode == 0 && select.output.contains("kept 5 of 5"), "\(select.output)\(select.errors)")
    }
}
