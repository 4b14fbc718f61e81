import Foundation
import TestSupport
import Testing

@Suite("Servers join a run and leave it")
struct EndpointsComeAndGoTests {
    private func endpoints(_ place: Workplace) async throws -> [String] {
        struct Row: Decodable {
            var role: String
            var endpoint: String
        }
        let output = try await place.selfplay("endpoints", "run", "list", "--json").output
        return try JSONDecoder().decode([Row].self, from: Data(output.utf8)).map { "\($0.role) \($0.endpoint)" }
    }

    @Test("a server that is added while the only one is held up carries the run to its end; one that is removed gets nothing new")
    func joining() async throws {
        let place = try Workplace(prompts: 8)
        let second = VLLMDouble()
        let address = try await second.start()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "undisturbed").exitCode == 0)
            let before = servers.policy.journal.requests["/v1/completions"] ?? 0
            servers.policy.setFaults { $0.add(.hold, on: "/v1/completions", .numbers((before + 20)...(before + 10_000))) }
            let run = try place.start("run", "config.yaml", "--run-dir", "run", "--set", "policy.concurrency=2")
            try await eventually("a request is held") { servers.policy.journal.requests["/v1/completions"] ?? 0 >= before + 20 }

            let added = try await place.selfplay("endpoints", "run", "add", address)
            #expect(added.exitCode == 0, "\(added.errors)")
            try await eventually("the new server is asked") { second.journal.requests["/v1/completions"] ?? 0 > 0 }
            let live = try await place.selfplay("endpoints", "run", "list")
            #expect(live.output.contains("policy  \(address)\n") && live.output.contains("in flight"), "\(live.output)")

            let removed = try await place.selfplay("endpoints", "run", "remove", servers.policyAddress)
            #expect(removed.exitCode == 0, "\(removed.errors)")
            try await eventually("it is told") { run.errorsSoFar.contains("\(servers.policyAddress) gets nothing new any more") }
            servers.policy.server.release()
            let outcome = await run.outcome()
            #expect(outcome.exitCode == 0 && outcome.errors.contains("\(address) joined"), "\(outcome.errors)")
            #expect(try await endpoints(place) == ["policy \(address)", "reward:rm \(servers.rewardAddress)"])
            #expect(try await place.selfplay("resume", "run", "--rounds", "2").exitCode == 0)
        }
        await second.stop()
        #expect(try place.trainingSet(1) == place.trainingSet(1, of: "undisturbed"))
        guard SQLiteShell.isInstalled else { return }
        let told = try await place.sql("SELECT message FROM event WHERE kind = 'endpoint' ORDER BY id", of: "run")
        #expect(told.map { $0.split(separator: " ")[0] } == ["add", "remove"])
        #expect(try await place.sql("SELECT count(DISTINCT endpoint) FROM v_response WHERE round = 2", of: "run") == ["1"])
    }

    @Test("a server with another model is not let in, and the run goes on without it")
    func wrongModel() async throws {
        let place = try Workplace(prompts: 8)
        var options = VLLMDouble.Options()
        options.models = ["other"]
        let wrong = VLLMDouble(options)
        let address = try await wrong.start()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            servers.policy.setFaults { $0.add(.hold, on: "/v1/completions", .numbers(20...10_000)) }
            let run = try place.start("run", "config.yaml", "--run-dir", "run")
            try await eventually("a request is held") { servers.policy.journal.requests["/v1/completions"] ?? 0 >= 20 }
            #expect(try await place.selfplay("endpoints", "run", "add", address).exitCode == 0)
            try await eventually("it is told") { run.errorsSoFar.contains("\(address) cannot join yet") }
            servers.policy.server.release()
            let outcome = await run.outcome()
            #expect(outcome.exitCode == 0, "\(outcome.errors)")
        }
        #expect(wrong.journal.count(.sample) == 0)
        await wrong.stop()
    }

    @Test("without a process the change waits in the ledger; what makes no sense is refused")
    func atRest() async throws {
        let place = try Workplace()
        try await Servers.with { servers in
            try place.write("config.yaml", servers.configuration)
            #expect(try await place.selfplay("run", "config.yaml", "--run-dir", "run").exitCode == 0)
            expectRefusal(try await place.selfplay("endpoints", "run", "remove", servers.policyAddress), "only endpoint of the policy")
            expectRefusal(try await place.selfplay("endpoints", "run", "add", servers.policyAddress), "serves the policy already")
            expectRefusal(
                try await place.selfplay("endpoints", "run", "add", "http://x", "--role", "reference"),
                "no endpoints of role reference"
            )
            expectRefusal(try await place.selfplay("endpoints", "run", "add", "nonsense"), "policy.endpoints")
            expectRefusal(try await place.selfplay("endpoints", "run", "add"), "needs the URL")
            expectRefusal(try await place.selfplay("endpoints", "run", "list", "--role", "nobody"), "not a role")
            #expect(try await place.selfplay("endpoints", "run", "add", "http://127.0.0.1:9", "--role", "reward:rm").exitCode == 0)
            #expect(try await endpoints(place).last == "reward:rm http://127.0.0.1:9")
        }
    }
}
