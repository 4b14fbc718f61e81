import Foundation
import TestSupport
import Testing

@Suite("New weights reach the servers, or the run stops")
struct WeightSwapsTests {
    static func trainer(_ weights: String, _ more: String = "") -> String {
        """

        rounds: 3
        trainer:
          command: [sh, -c, 'mkdir "$0" && echo weights > "$0/adapter"', "{output}"]
          weights: {\(weights), timeout: 20}
        \(more)
        """
    }

    static func options(_ change: (inout VLLMDouble.Options) -> Void) -> VLLMDouble.Options {
        var options = VLLMDouble.Options()
        change(&options)
        return options
    }

    /// What was checked of which weights, in order; no numbers, no addresses.
    func checks(_ place: Workplace, _ run: String = "run") async throws -> [String] {
        let query = """
            SELECT round, moment, role, weight_version, CASE WHEN change IS NULL THEN 'same' ELSE 'changed' END,
                CASE passed WHEN 1 THEN 'passed' ELSE 'failed' END FROM v_weight_check ORDER BY id
            """
        return try await place.sql(query, of: run).map { $0.replacing("|", with: " ") }
    }

    @Test("vllm_lora: an adapter with a name of its own every round; the reference stays; noise does not matter", arguments: [0, 0.01])
    func adapters(_ noise: Double) async throws {
        let place = try Workplace()
        let options = Self.options {
            $0.allowsAdapters = true
            $0.scoringNoise = noise
        }
        try await Servers.with(options) { servers in
            let more = "reference: {same_as: policy}\nselection: {implicit_reward: dpo}"
            try place.write("config.yaml", servers.configuration + Self.trainer("swap: vllm_lora", more))
            let outcome = try await place.run()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            let models = place.path + "/run/models/"
            #expect(servers.policy.adapters == ["run-round-002": models + "round-002/model"], "what nobody asks for any more is unloaded")
            #expect(servers.policy.journal.requests["/v1/load_lora_adapter"] == 2)
        }
        try await place.expectSound()
        #expect(try await place.loopStatus().rounds.map(\.weight_version) == ["", "round-001", "round-002"])
        guard SQLiteShell.isInstalled else { return }
        #expect(
            try await checks(place) == [
                "2 swap policy round-001 changed passed", "2 swap reference  same passed", "3 swap policy round-002 changed passed",
                "3 swap reference  same passed",
            ]
        )
        let measured = "SELECT round, weight_version, count(*) > 5 FROM v_logprob GROUP BY 1, 2 ORDER BY 1, 2"
        #expect(try await place.sql(measured) == ["1||1", "2||1", "2|round-001|1", "3||1", "3|round-002|1"])
        #expect(
            try await place.sql("SELECT DISTINCT round, weight_version, model FROM v_response ORDER BY 1") == [
                "1||policy", "2|round-001|policy", "3|round-002|policy",
            ]
        )
    }

    @Test("vllm_lora with a rolling reference: a server that was started again gets both adapters back")
    func adaptersOfARollingReference() async throws {
        let place = try Workplace()
        let options = Self.options { $0.allowsAdapters = true }
        try await Servers.with(options) { servers in
            let more = "reference: {same_as: policy, follow: rolling}\nselection: {implicit_reward: dpo}"
            try place.write("config.yaml", servers.configuration + Self.trainer("swap: vllm_lora", more))
            #expect(try await place.run("--rounds", "2").exitCode == 0)
            await servers.policy.stop()
            try await Self.with(options, at: servers.policyAddress) { fresh in
                let outcome = try await place.selfplay("resume", "run", "--rounds", "3")
                #expect(outcome.exitCode == 0, "\(outcome.errors)")
                #expect(fresh.adapters.keys.sorted() == ["run-round-001", "run-round-002"])
            }
        }
        try await place.expectSound()
        guard SQLiteShell.isInstalled else { return }
        #expect(
            try await checks(place).suffix(2) == ["3 start policy round-002 changed passed", "3 start reference round-001 same passed"]
        )
    }

    @Test("vllm_reload: the weights are replaced in place while nobody asks; a trainer has the memory to itself")
    func reload() async throws {
        let place = try Workplace()
        let options = Self.options {
            $0.isDevelopment = true
            $0.cacheHeld = 1
            $0.scoringNoise = 0.01
        }
        try await Servers.with(options) { servers in
            let trainer = Self.trainer("swap: vllm_reload, free: vllm_sleep")
                .replacing("echo weights > \"$0/adapter\"", with: "curl -fsS \(servers.policyAddress)/is_sleeping > \"$0/weights\"")
            try place.write("config.yaml", servers.configuration + trainer)
            let outcome = try await place.run()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
            #expect(!servers.policy.isPaused && !servers.policy.isSleeping && servers.policy.weightVersion == "round-002")
        }
        for round in 1...3 { #expect(try place.read("run/models/round-00\(round)/model/weights").contains("true")) }
        try await place.expectSound()
        guard SQLiteShell.isInstalled else { return }
        let checks = try await checks(place)
        #expect(checks.allSatisfy { $0.hasSuffix("passed") })
        #expect(checks.map { $0.split(separator: " ")[3] } == ["round-001", "round-002"])
    }

    @Test("a trainer that fails gives the memory back")
    func memoryAfterAFailure() async throws {
        let place = try Workplace()
        try await Servers.with(Self.options { $0.isDevelopment = true }) { servers in
            let trainer = Self.trainer("swap: vllm_reload, free: vllm_sleep").replacing("echo weights", with: "exit 1; echo")
            try place.write("config.yaml", servers.configuration + trainer)
            #expect(try await place.run().exitCode == 3)
            #expect(!servers.policy.isSleeping && servers.policy.journal.requests["/sleep"] == 1)
        }
    }

    @Test("a reference that would be replaced with the policy is refused before the first request")
    func referenceOnReloadedServers() async throws {
        let place = try Workplace()
        try await Servers.with(Self.options { $0.isDevelopment = true }) { servers in
            let more = "reference: {same_as: policy}\nselection: {implicit_reward: dpo}"
            try place.write("config.yaml", servers.configuration + Self.trainer("swap: vllm_reload", more))
            expectRefusal(try await place.run(), "trainer.weights.swap vllm_reload", "reference", "vllm_lora")
        }
        #expect(!place.has("run"))
    }

    /// A restart command that has the server load what it is told to.
    static func restartScript(_ address: String) -> String {
        """
        echo "restart $1" >> order
        curl -fsS -H 'Content-Type: application/json' -d "{\\"method\\":\\"reload_weights\\",\\"kwargs\\":{\\"weights_path\\":\\"$1\\"}}" \(address)/collective_rpc
        curl -fsS -X POST \(address)/reset_prefix_cache
        """
    }

    @Test("restart: the run stops where the server still serves the old weights, and goes on when it does not", arguments: [0, 0.01])
    func restart(_ noise: Double) async throws {
        let place = try Workplace()
        let options = Self.options {
            $0.isDevelopment = true
            $0.scoringNoise = noise
        }
        try await Servers.with(options) { servers in
            let weights = "swap: restart, command: [sh, restart.sh, '{model}'], free: stop, stop_command: [sh, -c, 'echo stop >> order']"
            let trainer = Self.trainer(weights).replacing("mkdir", with: "echo train >> order; mkdir")
            try place.write("config.yaml", servers.configuration + trainer)
            try place.write("restart.sh", "echo lazy >> order")
            for _ in 1...2 {
                let stopped = try await place.run()
                #expect(stopped.exitCode == 3, "\(stopped.errors)")
                #expect(
                    stopped.errors.contains("still answers with the weights of before") && stopped.errors.contains("trainer.weights.check")
                )
            }
            #expect(try await place.loopStatus().rounds.map(\.responses.done) == [12, 0], "nothing was asked of the wrong weights")
            try place.write("restart.sh", Self.restartScript(servers.policyAddress))
            let done = try await place.run()
            #expect(done.exitCode == 0, "\(done.errors)")
        }
        let models = place.path + "/run/models/round-00"
        let order = "stop\ntrain\nlazy\nlazy\nrestart \(models)1/model\nstop\ntrain\nrestart \(models)2/model\nstop\ntrain\n"
        #expect(try place.read("order") == order)
        try await place.expectSound()
        guard SQLiteShell.isInstalled else { return }
        let verdicts = try await checks(place).map { $0.split(separator: " ") }.map { "\($0[3]) \($0[4]) \($0[5])" }
        #expect(
            verdicts == [
                "round-001 changed failed", "round-001 changed failed", "round-001 changed passed", "round-002 changed passed",
            ]
        )
    }

    @Test("of two servers the one that was forgotten is named")
    func oneOfTwoServers() async throws {
        let place = try Workplace()
        let options = Self.options { $0.isDevelopment = true }
        let second = VLLMDouble(options)
        let address = try await second.start()
        try await Servers.with(options) { servers in
            let one = "endpoints: [\(servers.policyAddress)]"
            let both = servers.configuration.replacing(one, with: "endpoints: [\(servers.policyAddress), \(address)]")
            try place.write("config.yaml", both + Self.trainer("swap: restart, command: [sh, restart.sh, '{model}']"))
            try place.write("restart.sh", Self.restartScript(servers.policyAddress))
            let stopped = try await place.run()
            #expect(stopped.exitCode == 3 && stopped.errors.contains("the policy at \(address) still answers"), "\(stopped.errors)")
            try place.write("restart.sh", Self.restartScript(servers.policyAddress) + "\n" + Self.restartScript(address))
            #expect(try await place.run().exitCode == 0)
        }
        await second.stop()
        try await place.expectSound()
    }

    @Test("a check that is turned off is not made")
    func unchecked() async throws {
        let place = try Workplace()
        try await Servers.with { servers in
            let trainer = Self.trainer("swap: restart, command: ['true'], check: 0")
            try place.write("config.yaml", servers.configuration + trainer)
            #expect(try await place.run().exitCode == 0)
        }
        if SQLiteShell.isInstalled { #expect(try await checks(place).isEmpty) }
    }

    @Test("external: somebody else loads them; they are waited for, and looked at")
    func external() async throws {
        let place = try Workplace()
        try await Servers.with { servers in
            let settings = "\nrounds: 2\ntrainer: {kind: manual, weights: {swap: external, timeout: 20}}\n"
            try place.write("config.yaml", servers.configuration + settings)
            #expect(try await place.run().exitCode == 3)
            // The double shows /models/policy as the folder of its model whatever its weights are.
            let advanced = try await place.selfplay("advance", "run", "--model", "/models/policy", "--elsewhere")
            #expect(advanced.exitCode == 0)
            let unchanged = try await place.selfplay("resume", "run")
            #expect(unchanged.exitCode == 3 && unchanged.errors.contains("still answers with the weights of before"), "\(unchanged.errors)")
            await servers.policy.stop()
            try await Self.with(Self.options { $0.weights = 1 }, at: servers.policyAddress) { _ in
                let resumed = try await place.selfplay("resume", "run")
                #expect(resumed.exitCode == 3 && resumed.errors.contains("round 2 is ready for training"), "\(resumed.errors)")
                #expect(try await place.selfplay("advance", "run", "--model", "/models/other", "--elsewhere").exitCode == 0)
                let absent = try await place.selfplay("resume", "run", "--rounds", "3", "--set", "trainer.weights.timeout=1")
                #expect(
                    absent.exitCode == 3 && absent.errors.contains("does not show round-002 from /models/other as policy"),
                    "\(absent.errors)"
                )
            }
        }
        guard SQLiteShell.isInstalled else { return }
        #expect(try await checks(place) == ["2 start policy round-001 changed failed", "2 start policy round-001 changed passed"])
    }
}
