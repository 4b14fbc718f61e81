import TestSupport
import Testing

@Suite("A backend that fails costs time, never a response")
struct BackendsThatFailTests {
    @Test("down at the start: code 3 after limits.wait_for_backend, and nothing is made")
    func downAtTheStart() async throws {
        let place = try Workplace()
        let dead = try await Servers.deadAddress()
        try place.write("config.yaml", Settings.vllm(dead, reward: dead))
        let outcome = try await place.selfplay("run", "config.yaml", "--set", "limits.wait_for_backend=1")
        #expect(outcome.exitCode == 3)
        #expect(outcome.errors.contains("waited 1 s (limits.wait_for_backend)"))
        #expect(outcome.errors.contains("start the server and run the same command again"))
        #expect(place.contents == ["config.yaml", "prompts.jsonl"])
    }

    @Test("killed in the middle: code 3; started again, the run goes on to the same training set")
    func killedInTheMiddle() async throws {
        let place = try Workplace(prompts: 8)
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "undisturbed").exitCode == 0)

            // Two samples are drawn to look at seeds.
            let before = (servers.policy.journal.requests["/v1/completions"] ?? 0) + 2
            servers.policy.setFaults { $0.add(.hold, on: "/v1/completions", .numbers((before + 4)...(before + 1000))) }
            let run = try place.start(
                "run",
                "config.yaml",
                "--run-dir",
                "run",
                "--set",
                "policy.concurrency=1",
                "--set",
                "limits.wait_for_backend=1"
            )
            try await eventually("a request is held") { servers.policy.journal.requests["/v1/completions"] ?? 0 >= before + 4 }
            await servers.policy.stop()
            let outcome = await run.outcome()
            #expect(outcome.exitCode == 3)
            #expect(outcome.errors.contains("limits.wait_for_backend") && outcome.errors.contains("selfplay resume "))
            let round = try #require(try await place.status().rounds.first)
            #expect(round.responses.done > 0 && round.responses.done < round.responses.planned && round.addsUp)

            servers.policy.setFaults { $0 = FaultPlan() }
            let port = servers.policyAddress.split(separator: ":").last.flatMap { UInt16($0) }
            _ = try await servers.policy.start(port: try #require(port))
            #expect(try await place.selfplay("resume", "run").exitCode == 0)
        }
        #expect(try place.trainingSet() == place.trainingSet(of: "undisturbed"))
        #expect(try await place.selfplay("doctor", "run").exitCode == 0)
    }

    @Test("replies cut off in the middle of their JSON are asked for again")
    func truncatedReplies() async throws {
        try await expectTheSameSet { servers in
            servers.policy.setFaults { $0.add(.truncateBody, on: "/v1/completions", .numbers(3...4)) }
            servers.reward.setFaults { $0.add(.cutConnection, on: "/classify", .numbers(1...1)) }
        }
    }

    @Test("replies with fewer choices than asked for are asked for again, in the end one by one with the same seeds")
    func fewerChoices() async throws {
        try await expectTheSameSet { servers in
            servers.policy.setFaults { $0.add(.fewer, on: "/v1/completions", .numbers(3...6)) }
        }
    }

    @Test("servers that are overloaded or fail for a while are asked again")
    func overload() async throws {
        try await expectTheSameSet { servers in
            servers.policy.setFaults { plan in
                plan.add(.overloaded(retryAfter: "0"), on: "/v1/completions", .numbers(3...3))
                plan.add(.badGateway, on: "/v1/completions", .numbers(4...4))
                plan.add(.serverError, on: "/v1/completions", .numbers(5...5))
            }
        }
    }

    @Test("a long silence before a reply is no stall")
    func longSilence() async throws {
        let place = try Workplace(prompts: 2)
        try await Servers.with { servers in
            servers.policy.setFaults { $0.add(.hang(milliseconds: 800), on: "/v1/completions") }
            try place.write("config.yaml", servers.configuration)
            let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run", "--set", "limits.stall_timeout=0.3")
            #expect(outcome.exitCode == 0)
        }
        let round = try #require(try await place.status().rounds.first)
        #expect(round.responses.usable == 6)
    }

    /// Two requests for samples are the start's own; then come the run's.
    ///
    /// Runs with one prompt in the way of `faults` and without, and expects equal training sets.
    private func expectTheSameSet(_ faults: (Servers) -> Void) async throws {
        let place = try Workplace(prompts: 1)
        try await Servers.with { servers in
            let configuration = servers.configuration + "\nselection: {keep: {ratio: 1.0}}\n"
            try place.write("config.yaml", configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "undisturbed").exitCode == 0)
        }
        try await Servers.with { servers in
            faults(servers)
            try place.write("config.yaml", servers.configuration + "\nselection: {keep: {ratio: 1.0}}\n")
            let outcome = try await place.selfplay("run", "config.yaml", "--run-dir", "run")
            #expect(outcome.exitCode == 0)
        }
        #expect(try place.trainingSet() == place.trainingSet(of: "undisturbed"))
        #expect(try place.trainingSet().contains("\"chosen\""))
        let round = try #require(try await place.status().rounds.first)
        #expect(round.responses.failed == 0 && round.addsUp)
    }
}
