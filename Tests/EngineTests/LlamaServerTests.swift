import TestSupport
import Testing

@Suite("Whole runs against a real llama-server", .serialized, .enabled(if: Engines.areThere, "make test-engines"), .served(by: Fleet.llama))
struct LlamaServerTests {
    /// The largest difference of an answer's mean log-prob a token between weights as q8_0 and as float32, in nats; measured: 0.026.
    static let quantisation = "0.05"

    @Test("two rounds: log-probs are transformers' own up to what the quantisation costs, and the ledger is sound")
    func twoRounds() async throws {
        let (place, fleet) = try Workplace.engines(prompts: 24, EngineSettings.llama)
        let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
        #expect(outcome.exitCode == 0 && outcome.errors.contains("sampled log-probs agree with measured ones"), "\(outcome.errors)")
        let rounds = try await place.status().rounds
        #expect(
            rounds.count == 2 && rounds.allSatisfy { $0.addsUp && $0.responses.done == 96 && $0.rewards.done == 96 && $0.pairs.kept > 0 }
        )
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)

        let facts = try await Engines.python(
            Engines.script("check_facts.py"),
            "run",
            Engines.models + "/lm",
            "--source",
            "sampled",
            "--tolerance",
            Self.quantisation,
            in: place
        )
        #expect(facts.exitCode == 0 && facts.output.contains("192 responses"), "\(facts.output)")
        let wire = try await Engines.python(
            Engines.script("check_llama.py"),
            fleet.policy.address,
            Engines.models + "/lm",
            "--reward",
            fleet.reward.address,
            Engines.models + "/rm",
            "--tolerance",
            Self.quantisation,
            in: place
        )
        #expect(wire.exitCode == 0, "\(wire.output)")
    }

    @Test("doctor finds nothing wrong")
    func doctor() async throws {
        let (place, _) = try Workplace.engines(prompts: 24, EngineSettings.llama)
        let report = try await place.selfplay("doctor", "config.yaml")
        #expect(report.exitCode == 0 && !report.output.contains("BAD"), "\(report.output)")
        for check in ["same seed", "other seeds", "children", "log-probs", "self-test"] { #expect(report.output.contains(check)) }
        #expect(!place.has("run"))
    }

    @Test("a server that is killed in the middle and started again costs nothing: the training sets are those of an undisturbed run")
    func killed() async throws {
        let (place, fleet) = try Workplace.engines(prompts: 100) { EngineSettings.llama($0).replacing("samples: 4", with: "samples: 8") }
        try await place.expectSurvival(of: fleet.policy, killedAfter: 80)
    }

    @Test("a second server joins while the first one is held up, and carries the run on")
    func joining() async throws {
        let (place, fleet) = try Workplace.engines(prompts: 100) { EngineSettings.llama($0).replacing("samples: 4", with: "samples: 8") }
        #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "calm").exitCode == 0)
        let second = try Fleet.llamaPolicy(log: fleet.scratch.path + "/second.log")
        try await second.restart()
        let run = try place.start("run", "config.yaml", "--run-dir", "run", "--set", "policy.concurrency=1")
        _ = try await place.answers(atLeast: 80)
        fleet.policy.hold(true)
        let added = try await place.selfplay("endpoints", "run", "add", second.address)
        #expect(added.exitCode == 0, "\(added.errors)")
        let joined = await Waiting.until { run.errorsSoFar.contains("\(second.address) joined") || run.hasEnded }
        fleet.policy.hold(false)
        let outcome = await run.outcome()
        #expect(joined && outcome.exitCode == 0, "\(outcome.errors)")
        for round in 1...2 { #expect(try place.trainingSet(round) == place.trainingSet(round, of: "calm")) }
        let query = "SELECT endpoint, count(*) FROM v_response GROUP BY 1"
        let shares = try await SQLiteShell.rows(query, of: "run/run.sqlite", in: place)
        print("    answers by server: \(shares.map { $0.joined(separator: " ") })")
        #expect(shares.count == 2)
        try await second.stop()
    }

    @Test("the chat interface, judged by the right answer in the prompts' metadata")
    func chat() async throws {
        let (place, _) = try Workplace.engines(prompts: 24, EngineSettings.chat)
        try await place.expectRightAndWrong()
    }
}
