import TestSupport
import Testing

@Suite("A wrong configuration is refused with one sentence, and nothing is made")
struct WrongConfigurationsAreRefusedTests {
    @Test("a configuration file that does not exist")
    func missingFile() async throws {
        let place = try Workplace()
        let outcome = try await place.selfplay("run", "nowhere.yaml")
        expectRefusal(outcome, "nowhere.yaml", "cannot be read", "No such file")
        #expect(place.contents == ["prompts.jsonl"])
    }

    @Test("broken YAML, with its line")
    func brokenYAML() async throws {
        let place = try Workplace()
        try place.write("config.yaml", "run: run\nprompts: {source: [prompts.jsonl\nrewards: []\n")
        expectRefusal(try await place.selfplay("run", "config.yaml"), "config.yaml:3:", "not valid YAML")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("an unknown key, with its line and the key that was meant")
    func unknownKey() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground.replacing("samples: 3", with: "sampels: 3"))
        expectRefusal(try await place.selfplay("run", "config.yaml"), "config.yaml:4:", "`sampels`", "did you mean `samples`?")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("an unknown key of --set")
    func unknownOverride() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        expectRefusal(try await place.selfplay("run", "config.yaml", "--set", "policy.sampels=4"), "--set", "did you mean `samples`?")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("a wrong score expression, with a caret under the fault")
    func wrongExpression() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground + "\nselection: {score: z(dr) - z(abs(dhh))}\n")
        let outcome = try await place.selfplay("run", "config.yaml")
        expectRefusal(outcome, "selection.score", "`dhh`", "did you mean `dh`?", "  z(dr) - z(abs(dhh))\n                ^^^")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("a capability that the backend lacks, before the first request")
    func missingCapability() async throws {
        let place = try Workplace()
        let policy = OpenAIDouble()
        let reward = OpenRLHFDouble()
        let configuration = Settings.openai(try await policy.start(), reward: try await reward.start())
        try place.write("config.yaml", configuration)
        let outcome = try await place.selfplay("run", "config.yaml", "--set", "policy.logprobs=given")
        expectRefusal(outcome, "policy.backend openai", "policy.logprobs", "none")
        #expect(policy.journal.totalRequests == 0 && reward.journal.totalRequests == 0)
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
        await policy.stop()
        await reward.stop()
    }

    @Test("a score of log-probs that are not to be measured")
    func scoreWithoutLogprobs() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        let outcome = try await place.selfplay("run", "config.yaml", "--set", "policy.logprobs=none")
        expectRefusal(outcome, "selection.score is map", "policy.logprobs is none")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("a model that the server does not serve, with those it serves")
    func wrongModel() async throws {
        let place = try Workplace()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            let outcome = try await place.selfplay("run", "config.yaml", "--set", "policy.model=polciy")
            expectRefusal(outcome, "polciy is not served", "served: policy")
            #expect(servers.policy.journal.requests["/v1/completions"] == nil)
        }
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("sampled log-probs of a server that reports them after temperature")
    func processedLogprobs() async throws {
        let place = try Workplace()
        var options = VLLMDouble.Options()
        options.processedLogprobs = true
        try await Servers.with(options) { servers in
            try place.write("config.yaml", servers.configuration)
            let outcome = try await place.selfplay("run", "config.yaml", "--set", "policy.logprobs=sampled")
            expectRefusal(outcome, "policy.logprobs: given", "--logprobs-mode raw_logprobs")
        }
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("a key whose environment variable is not set")
    func unsetKey() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.vllm("http://127.0.0.1:9", reward: "http://127.0.0.1:9"))
        let outcome = try await place.selfplay("run", "config.yaml", "--set", "policy.api_key_env=SELFPLAY_TEST_UNSET")
        expectRefusal(outcome, "SELFPLAY_TEST_UNSET", "api_key_env", "is not set")
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }
}
