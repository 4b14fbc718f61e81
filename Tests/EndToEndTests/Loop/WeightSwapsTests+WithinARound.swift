import Foundation
import TestSupport
import Testing

/// Servers that are started again, or not, while a round is answered.
extension WeightSwapsTests {
    /// Runs until the second round has some log-probs of the first training's weights, and interrupts it there.
    func interruptedInTheSecondRound(_ place: Workplace, _ servers: Servers, _ weights: String) async throws {
        let hook = "hooks: {round_finished: [sh, -c, 'touch finished; while [ ! -e go ]; do sleep 0.02; done']}"
        try place.write("config.yaml", servers.configuration + Self.trainer(weights, hook))
        let run = try place.start("run", "config.yaml", "--run-dir", "run", "--set", "rounds=2")
        try await eventually("the first round is over") { place.has("finished") }
        // Twelve answers are scored twice for the check of the swap, four prompts are answered, some answers are scored.
        let before = servers.policy.journal.requests["/v1/completions"] ?? 0
        let last = before + 24 + 4 + 6
        servers.policy.setFaults { $0.add(.hold, on: "/v1/completions", .numbers(last...(last + 1000))) }
        try place.write("go", "")
        try await eventually("a request is held") { servers.policy.journal.requests["/v1/completions"] ?? 0 >= last }
        run.send(SIGINT)
        try await eventually("it says that it drains") { run.errorsSoFar.contains("finishing what is in flight") }
        servers.policy.server.release()
        let outcome = await run.outcome()
        #expect(outcome.exitCode == 130, "\(outcome.errors)")
    }

    /// A server in the place of one that was stopped.
    static func with(_ options: VLLMDouble.Options, at address: String, _ body: (VLLMDouble) async throws -> Void) async throws {
        let port = try #require(address.split(separator: ":").last.flatMap { UInt16($0) })
        let double = VLLMDouble(options)
        _ = try await double.start(port: port)
        let result: Result<Void, any Error>
        do { result = .success(try await body(double)) } catch { result = .failure(error) }
        await double.stop()
        try result.get()
    }

    @Test(
        "a server that was started again in the middle of a round gets the round's weights back",
        arguments: ["vllm_lora", "vllm_reload"]
    )
    func restartedServer(_ swap: String) async throws {
        let place = try Workplace()
        let options = Self.options {
            $0.allowsAdapters = true
            $0.isDevelopment = true
        }
        try await Servers.with(options) { servers in
            try await interruptedInTheSecondRound(place, servers, "swap: \(swap)")
            await servers.policy.stop()
            try await Self.with(options, at: servers.policyAddress) { fresh in
                let resumed = try await place.selfplay("resume", "run")
                #expect(resumed.exitCode == 0, "\(resumed.errors)")
                if swap == "vllm_lora" {
                    #expect(fresh.adapters.keys.sorted() == ["run-round-001"])
                } else {
                    #expect(fresh.weightVersion == "round-001")
                }
            }
        }
        try await place.expectSound()
        guard SQLiteShell.isInstalled else { return }
        #expect(try await checks(place) == ["2 swap policy round-001 changed passed", "2 start policy round-001 same passed"])
    }

    @Test("a server that still has them is left alone")
    func untouchedServer() async throws {
        let place = try Workplace()
        let options = Self.options { $0.isDevelopment = true }
        try await Servers.with(options) { servers in
            try await interruptedInTheSecondRound(place, servers, "swap: vllm_reload")
            servers.policy.setFaults { $0 = FaultPlan() }
            let resumed = try await place.selfplay("resume", "run")
            #expect(resumed.exitCode == 0, "\(resumed.errors)")
            #expect(servers.policy.journal.requests["/collective_rpc"] == 1)
        }
        try await place.expectSound()
    }

    @Test("a server that will not take them is refused with code 3, and asked for no answer")
    func wrongServer() async throws {
        let place = try Workplace()
        let options = Self.options { $0.isDevelopment = true }
        try await Servers.with(options) { servers in
            try place.write("restart.sh", Self.restartScript(servers.policyAddress))
            try await interruptedInTheSecondRound(place, servers, "swap: restart, command: [sh, restart.sh, '{model}']")
            await servers.policy.stop()
            try place.write("restart.sh", "exit 0")
            try await Self.with(options, at: servers.policyAddress) { fresh in
                let refused = try await place.selfplay("resume", "run")
                #expect(refused.exitCode == 3, "\(refused.errors)")
                #expect(refused.errors.contains("does not answer with the weights of the record") && refused.errors.contains("round-001"))
                // Two samples are drawn to look at seeds, and none for the run.
                #expect(fresh.journal.count(.sample) == 2)
            }
        }
        guard SQLiteShell.isInstalled else { return }
        #expect(try await checks(place).last == "2 start policy round-001 same failed")
    }
}
