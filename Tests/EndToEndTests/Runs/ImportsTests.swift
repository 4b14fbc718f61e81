import Foundation
import TestSupport
import Testing

@Suite("Existing responses: import, select, export, and measuring what is missing")
struct ImportsTests {
    /// Two responses with everything known, so that margins can be worked out on paper.
    private static let complete = #"""
        {"id":"a","prompt":"Why?","responses":[{"text":"Because of this.","reward":2.0,"tokens":4,"policy_logprob":-8.0,"reference_logprob":-10.0},{"text":"No idea.","reward":1.0,"tokens":2,"policy_logprob":-6.0,"reference_logprob":-5.0}]}

        """#

    @Test(
        "log-probs that were imported serve every implicit reward without any backend",
        arguments: [("mean_logprob", 1.0), ("simpo", 2.5), ("dpo", 0.3), ("length_normalized_dpo", 0.1)]
    )
    func families(_ family: String, _ margin: Double) async throws {
        let place = try Workplace()
        try place.write("data.jsonl", Self.complete)
        let imported = try await place.selfplay(
            "import",
            "data.jsonl",
            "--run-dir",
            "run",
            "--policy-model",
            "p",
            "--reference-model",
            "r",
            "--json"
        )
        #expect(imported.output == "{\"prompts\":1,\"responses\":2,\"rewards\":[\"reward\"],\"logprobs\":4}\n")
        let selected = try await place.selfplay(
            "select",
            "run",
            "--name",
            family,
            "--implicit-reward",
            family,
            "--score",
            "map_raw",
            "--keep",
            "1.0"
        )
        #expect(selected.exitCode == 0)
        #expect(selected.output.contains("selection \(family) of round 1: kept 1 of 1 pairs, 1 candidates"))
        let exported = try await place.selfplay(
            "export",
            "run",
            "--round",
            "1",
            "--selection",
            family,
            "--columns",
            "margins,scores,samples",
            "--out",
            "set"
        )
        #expect(exported.output == "1 rows  \(place.path)/set/train.jsonl\n")
        let row = try #require(try TrainingRow.rows(place.read("set/train.jsonl")).first)
        #expect(row.chosen[0].content == "Because of this." && row.rejected[0].content == "No idea.")
        #expect(row.explicit_margin == 1)
        #expect(abs(try #require(row.implicit_margin) - margin) < 1e-12)
        #expect(abs(try #require(row.score) - (1 - margin)) < 1e-12)
        #expect(row.chosen_sample == 0 && row.rejected_sample == 1 && row.chosen_score == 2)
    }

    @Test("responses without log-probs are measured by a run with no samples of its own; what does not fit is too_long")
    func measuringWhatIsMissing() async throws {
        let place = try Workplace()
        let long = String(repeating: "long ", count: 60)
        let responses = ["Yes.", "No, not at all.", long].enumerated().map { #"{"text":"\#($1)","reward":\#($0)}"# }.joined(separator: ",")
        try place.write(
            "data.jsonl",
            "{\"prompt\":\"One?\",\"responses\":[\(responses)]}\n{\"prompt\":\"Two?\",\"responses\":[\(responses)]}\n"
        )
        #expect(try await place.selfplay("import", "data.jsonl", "--run-dir", "run").exitCode == 0)
        // Nothing has been measured yet: map needs log-probs.
        let early = try await place.selfplay("select", "run", "--name", "early")
        #expect(early.exitCode == 0 && early.output.contains("kept 0 of 0 pairs"))

        var options = VLLMDouble.Options()
        options.maxModelLength = 200
        let policy = VLLMDouble(options)
        let settings = """
            run: run
            policy:
              backend: vllm
              endpoints: [\(try await policy.start())]
              model: policy
              samples: 0
            rewards: [{name: reward, backend: imported}]
            selection: {keep: {ratio: 1.0}}
            """
        try place.write("config.yaml", settings)
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(outcome.exitCode == 0)
        #expect(policy.journal.count(.logprob) == 4 && policy.journal.count(.sample) == 0)
        await policy.stop()

        let round = try #require(try await place.status().rounds.first)
        #expect(round.responses.planned == 6 && round.responses.usable == 4 && round.responses.reasons == ["too_long": 2])
        #expect(round.logprobs == StatusReply.Stage(planned: 6, done: 4, failed: 2))
        #expect(round.addsUp && round.prompts.kept == 2)
        let rows = try TrainingRow.rows(place.trainingSet())
        #expect(rows.map(\.chosen[0].content) == ["No, not at all.", "No, not at all."])
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
        // All is there: the same command again asks nothing of anybody but whether the server answers.
        let again = try await place.selfplay("select", "run", "--name", "explicit", "--score", "explicit", "--json")
        #expect(again.exitCode == 0)
    }

    @Test("a configuration for another model than the imported log-probs hold for is refused")
    func otherModel() async throws {
        let place = try Workplace()
        try place.write("data.jsonl", Self.complete)
        #expect(
            try await place.selfplay("import", "data.jsonl", "--run-dir", "run", "--policy-model", "p", "--reference-model", "r").exitCode
                == 0
        )
        let settings = "run: run\npolicy: {samples: 0, model: base}\nrewards: [{name: reward, backend: imported}]\n"
        try place.write("config.yaml", settings)
        expectRefusal(
            try await place.selfplay("run", "config.yaml", "--run-dir", "run"),
            "imported for the policy p",
            "policy.model is base"
        )
        let sampling = try await place.selfplay(
            "run",
            "config.yaml",
            "--run-dir",
            "run",
            "--set",
            "policy.samples=2",
            "--set",
            "rewards.0.backend=playground"
        )
        expectRefusal(sampling, "holds imported responses", "policy.samples to 0")
        expectRefusal(try await place.selfplay("resume", "run"), "only imported into", "selfplay run CONFIG --run-dir")
    }
}
