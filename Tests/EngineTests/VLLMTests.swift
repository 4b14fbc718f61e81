import TestSupport
import Testing

@Suite("Whole runs against a real vLLM", .serialized, .enabled(if: Engines.areThere, "make test-engines"), .served(by: Fleet.vllm))
struct VLLMTests {
    @Test("two rounds: log-probs are transformers' own, rewards the raw logits by both contracts, and the ledger is sound")
    func twoRounds() async throws {
        let (place, fleet) = try Workplace.engines(prompts: 24, EngineSettings.vllm)
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let rounds = try await place.status().rounds
        #expect(
            rounds.count == 2 && rounds.allSatisfy { $0.addsUp && $0.responses.done == 96 && $0.logprobs.done == 96 && $0.pairs.kept > 0 }
        )
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
        let facts = try await Engines.python(
            Engines.script("check_facts.py"),
            "run",
            Engines.models + "/lm",
            fleet.reward.address,
            "tiny-rm",
            "--tolerance",
            "1e-4",
            in: place
        )
        #expect(facts.exitCode == 0 && facts.output.contains("192 responses") && facts.output.contains("384 compared"), "\(facts.output)")
    }

    @Test("doctor finds nothing wrong, and names the model that a misspelt one must mean")
    func doctor() async throws {
        let (place, _) = try Workplace.engines(prompts: 24, EngineSettings.vllm)
        let report = try await place.selfplay("doctor", "config.yaml")
        #expect(report.exitCode == 0 && !report.output.contains("BAD"), "\(report.output)")
        for check in ["same seed", "other seeds", "children", "log-probs", "score range"] { #expect(report.output.contains(check)) }
        let misspelt = try await place.selfplay("doctor", "config.yaml", "--set", "policy.model=tiny-ln")
        #expect(misspelt.exitCode == 2 && misspelt.output.contains("did you mean tiny-lm?"), "\(misspelt.output)")
        #expect(!place.has("run"))
    }

    @Test("a server that is killed in the middle and started again costs nothing: the training sets are those of an undisturbed run")
    func killed() async throws {
        let (place, fleet) = try Workplace.engines(prompts: 48, EngineSettings.vllm)
        try await place.expectSurvival(of: fleet.policy, killedAfter: 40)
    }

    @Test("the chat interface, judged by the right answer in the prompts' metadata")
    func chat() async throws {
        let (place, _) = try Workplace.engines(prompts: 24, EngineSettings.chat)
        try await place.expectRightAndWrong()
    }

    /// The folder is copied whole: what a trainer that learned this would leave.
    private static func training(_ folder: String) -> String {
        """
        trainer:
          command: [cp, -rT, '\(folder)', "{output}"]
          weights: {swap: vllm_reload}
        """
    }

    @Test("a trainer that brings back the weights it was given is found out")
    func unchangedWeights() async throws {
        let (place, _) = try Workplace.engines(prompts: 24) { EngineSettings.vllm($0) + Self.training(Engines.models + "/lm") }
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(outcome.exitCode == 3 && outcome.errors.contains("still answers with the weights of before"), "\(outcome.errors)")
        #expect(try await place.status().rounds.map(\.responses.done) == [96, 0], "nothing was asked of the wrong weights")
        try await printChecks(place)
    }

    @Test("new weights are loaded in place, and the second round's log-probs are theirs")
    func newWeights() async throws {
        let (place, fleet) = try Workplace.engines(prompts: 24) { EngineSettings.vllm($0) + Self.training("other") }
        let made = try await Engines.python(Engines.script("perturb.py"), Engines.models + "/lm", place.path + "/other", in: place)
        try #require(made.exitCode == 0, "\(made.output)")
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        // Other tests expect the weights that the server was started with.
        try await fleet.policy.stop()
        try await fleet.policy.restart()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        try await printChecks(place)
        for (round, folder) in [("1", Engines.models + "/lm"), ("2", place.path + "/other")] {
            let facts = try await Engines.python(Engines.script("check_facts.py"), "run", folder, "--round", round, in: place)
            #expect(facts.exitCode == 0 && facts.output.contains("96 responses"), "round \(round): \(facts.output)")
        }
    }

    @Test("an adapter is loaded beside its model, and the second round's log-probs are those of the model with the adapter merged in")
    func adapter() async throws {
        let fleet = try #require(Fleet.current)
        let server = try Fleet.vllmWithAdapters(log: fleet.scratch.path + "/adapters.log")
        let (place, _) = try Workplace.engines(prompts: 24) {
            EngineSettings.vllm($0).replacing($0.policy.address, with: server.address)
                + Self.training("adapter").replacing("vllm_reload", with: "vllm_lora")
        }
        let base = Engines.models + "/lm"
        let made = try await Engines.python(Engines.script("adapter.py"), base, place.path + "/adapter", place.path + "/merged", in: place)
        try #require(made.exitCode == 0, "\(made.output)")
        try await server.restart()
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        try await server.stop()
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        try await printChecks(place)
        for (round, folder) in [("1", base), ("2", place.path + "/merged")] {
            let facts = try await Engines.python(Engines.script("check_facts.py"), "run", folder, "--round", round, in: place)
            #expect(facts.exitCode == 0 && facts.output.contains("96 responses"), "round \(round): \(facts.output)")
        }
    }

    private func printChecks(_ place: Workplace) async throws {
        let checks = try await SQLiteShell.rows("SELECT * FROM v_weight_check", of: "run/run.sqlite", in: place)
        #expect(!checks.isEmpty)
        for check in checks { print("    weight check: \(check.joined(separator: " "))") }
    }
}
