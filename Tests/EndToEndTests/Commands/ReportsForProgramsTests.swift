import Foundation
import TestSupport
import Testing

@Suite("What programs read: config, plan, doctor and status")
struct ReportsForProgramsTests {
    @Test("config show writes every default and reads its own output as the same configuration")
    func configShow() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        let shown = try await place.selfplay("config", "show", "config.yaml", "--set", "policy.samples=4")
        #expect(shown.exitCode == 0)
        #expect(shown.output.contains("samples: 4") && shown.output.contains("wait_for_backend: 600.0"))
        try place.write("shown.yaml", shown.output)
        #expect(try await place.selfplay("config", "show", "shown.yaml").output == shown.output)
    }

    @Test("config schema is JSON with a property for every section")
    func configSchema() async throws {
        struct Schema: Decodable {
            struct Property: Decodable {}
            var type: String
            var properties: [String: Property]
        }

        let place = try Workplace()
        let shown = try await place.selfplay("config", "schema")
        let schema = try JSONDecoder().decode(Schema.self, from: Data(shown.output.utf8))
        #expect(schema.type == "object")
        for name in ["run", "seed", "rounds", "prompts", "policy", "reference", "rewards", "selection", "limits", "export"] {
            #expect(schema.properties[name] != nil)
        }
    }

    @Test("plan counts without touching anything")
    func plan() async throws {
        let place = try Workplace(prompts: 5)
        let dead = try await Servers.deadAddress()
        try place.write("config.yaml", Settings.vllm(dead, reward: dead))
        let more = ["--set", "rounds=2", "--set", "prompts.per_round=4"]
        let plan = try await place.selfplay("plan", "config.yaml", "--json", more[0], more[1], more[2], more[3])
        let counts = try JSONDecoder().decode([String: Int].self, from: Data(plan.output.utf8))
        #expect(counts["pool"] == 5 && counts["prompts_per_round"] == 4 && counts["rounds"] == 2)
        #expect(counts["sample_requests"] == 8 && counts["responses"] == 24 && counts["rewards"] == 24 && counts["logprobs"] == 24)
        #expect(counts["most_sampled_tokens"] == 24 * 8)
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
        #expect(try await place.selfplay("plan", "config.yaml").output.contains("prompts in the pool"))
    }

    @Test("doctor finds sound servers sound, and tells what is wrong with others")
    func doctor() async throws {
        let place = try Workplace()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            let sound = try await place.selfplay("doctor", "config.yaml", "--json")
            let findings = try JSONDecoder().decode([Finding].self, from: Data(sound.output.utf8))
            #expect(findings.allSatisfy { $0.verdict != "bad" } && sound.exitCode == 0)
            #expect(
                Set(findings.map(\.check)).isSuperset(of: [
                    "capabilities", "reachable", "template", "log-probs", "self-test", "same seed", "children",
                ])
            )
            #expect(findings.contains { $0.role == "policy" && $0.endpoint == servers.policyAddress && $0.check == "reachable" })

            let wrong = try await place.selfplay("doctor", "config.yaml", "--set", "policy.model=polciy")
            #expect(wrong.exitCode == 2)
            #expect(wrong.output.contains("BAD") && wrong.output.contains("served: policy (did you mean policy?)"))
            #expect(!wrong.output.contains("\u{1B}"))
        }
        let down = try await place.selfplay("doctor", "config.yaml")
        #expect(down.exitCode == 2 && down.output.contains("no whole reply"))
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    private struct Finding: Decodable {
        var subject: String
        var role: String
        var endpoint: String
        var check: String
        var verdict: String
        var message: String
        var remedy: String?
        var value: Double?
    }

    @Test("doctor names the endpoint that serves other weights than the rest")
    func otherWeights() async throws {
        var options = VLLMDouble.Options()
        options.weights = 1
        let other = VLLMDouble(options)
        let address = try await other.start()
        let place = try Workplace()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            let both = "policy.endpoints=[\(servers.policyAddress), \(address)]"
            let told = try await place.selfplay("doctor", "config.yaml", "--json", "--set", both)
            let findings = try JSONDecoder().decode([Finding].self, from: Data(told.output.utf8))
            let bad = findings.filter { $0.verdict == "bad" }
            #expect(told.exitCode == 2 && bad.map(\.check) == ["agreement"] && bad.map(\.endpoint) == [address])
            #expect(bad.first?.message.contains("other weights than at \(servers.policyAddress)") == true)
            #expect(bad.first?.remedy?.contains("same weights") == true && bad.first?.value ?? 0 > 0.02)
        }
        await other.stop()
    }

    @Test("what a run's start looked at stands in its ledger and in doctor RUN")
    func recordedProbes() async throws {
        let place = try Workplace()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        }
        let told = try await place.selfplay("doctor", "run")
        #expect(told.exitCode == 0)
        for words in ["as last recorded: vLLM 0.33.0", "same seed", "reward rm http://"] { #expect(told.output.contains(words)) }
        guard SQLiteShell.isInstalled else { return }
        let query = "SELECT DISTINCT role || ' ' || check_name || ' ' || verdict FROM v_probe ORDER BY 1"
        #expect(
            try await SQLiteShell.rows(query, of: "run/run.sqlite", in: place).map { $0.joined() } == [
                "policy context good", "policy ids good", "policy reachable good", "policy same seed good", "policy template good",
                "reward rm reachable good",
            ]
        )
    }

    @Test("status --json has exactly the documented shape, before, during and after a round")
    func status() async throws {
        let place = try Workplace()
        try place.write("config.yaml", Settings.playground)
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
        let report = try await place.status()
        let round = try #require(report.rounds.first)
        #expect(report.run == "run" && round.addsUp)
        #expect(round.prompts.planned == 4 && round.responses.planned == 12 && round.responses.done == 12)
        let export = try #require(round.exports.first)
        #expect(export.format == "trl" && export.path == "rounds/001/trl/train.jsonl" && export.rows == round.pairs.kept)
        #expect(export.sha256.count == 64 && round.pairs.candidates >= round.prompts.paired)

        try place.write("data.jsonl", #"{"prompt":"q","responses":[{"text":"a","reward":1},{"text":"","reward":0}]}"# + "\n")
        #expect(try await place.selfplay("import", "data.jsonl", "--run-dir", "imported").exitCode == 0)
        let imported = try #require(try await place.status("imported").rounds.first)
        #expect(imported.responses.planned == 2 && imported.responses.reasons == ["empty": 1] && imported.addsUp)
    }

    @Test("lists of formats and presets need no run")
    func lists() async throws {
        let place = try Workplace()
        let formats = try await place.selfplay("export", "--list")
        #expect(formats.exitCode == 0 && formats.output.hasPrefix("trl\t"))
        let presets = try await place.selfplay("select", "--list")
        #expect(presets.exitCode == 0 && presets.output.contains("map\tz(dr) - z(abs(dh))\t"))
        #expect(try await place.selfplay("--version").output == "0.1.0\n")
    }
}
