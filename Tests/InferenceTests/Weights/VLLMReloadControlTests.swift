import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct VLLMReloadControlTests {
    private let weights = ServedWeights(label: "round-001", path: "/models/round-001", model: "policy")
    private let prompt = HashModel.tokens(of: [("user", "What is 3 plus 5?")], generationPrompt: true)

    private func double(_ change: (inout VLLMDouble.Options) -> Void = { _ in }) -> VLLMDouble {
        var options = VLLMDouble.Options()
        options.isDevelopment = true
        change(&options)
        return VLLMDouble(options)
    }

    private func control(_ address: String) throws -> VLLMReloadControl {
        VLLMReloadControl(client: try client(at: address), patience: .manual(limit: .seconds(5)))
    }

    private func score(at address: String) async throws -> [Double] {
        try await VLLMPolicy(client: try client(at: address), model: "policy").score(prompt: prompt, response: [258, 259, 260])
    }

    @Test func newWeightsAnswerOnlyOnceThePrefixCacheIsEmpty() async throws {
        let double = double { $0.cacheHeld = 3 }
        try await serving(double.server) { address in
            let before = try await score(at: address)
            try await control(address).load(weights)
            #expect(try await score(at: address) != before)
            #expect(double.weightVersion == "round-001")
            #expect(!double.isPaused)
            let order = double.journal.recent.map(\.path).filter { $0 != "/v1/completions" }
            #expect(
                order == ["/pause", "/collective_rpc"] + Array(repeating: "/reset_prefix_cache", count: 4) + [
                    "/update_weight_version", "/resume",
                ]
            )
            let after = try await score(at: address)
            try await control(address).load(weights)
            #expect(try await score(at: address) == after)
        }
    }

    @Test func aCacheThatStaysInUseEndsInAnErrorAndTheServerWorksAgain() async throws {
        let double = double { $0.cacheHeld = 1000 }
        try await serving(double.server) { address in
            let error = try await failure { try await control(address).load(weights) }
            #expect(error.failure == .overloaded)
            #expect(error.message.contains("/reset_prefix_cache") && error.message.contains("5 seconds"))
            #expect(!double.isPaused)
        }
    }

    @Test func aFailedReloadResumesToo() async throws {
        let double = double()
        try await serving(double.server) { address in
            let missing = ServedWeights(label: "round-001", path: "/missing", model: "policy")
            let error = try await failure { try await control(address).load(missing) }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("/missing") && error.message.contains("restart the server"))
            #expect(!double.isPaused)
        }
    }

    @Test func aCancelledReloadResumesToo() async throws {
        let double = double()
        double.setFaults { $0.add(.hold, on: "/collective_rpc") }
        try await serving(double.server) { address in
            let control = try control(address)
            let task = Task { try await control.load(weights) }
            #expect(await Waiting.until { double.journal.requests["/collective_rpc"] == 1 })
            #expect(double.isPaused)
            task.cancel()
            #expect(try await failure { try await task.value }.failure == .cancelled)
            #expect(!double.isPaused)
            double.server.release()
        }
    }

    @Test func aServerNotStartedForItSaysWhatToStartItWith() async throws {
        try await serving(VLLMDouble().server) { address in
            let error = try await failure { try await control(address).load(weights) }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("VLLM_SERVER_DEV_MODE=1"))
        }
    }

    @Test func anOlderServerMayHaveNoNameForWeights() async throws {
        let double = double()
        double.setFaults { $0.add(.reply(status: 404, body: #"{"detail":"Not Found"}"#), on: "/update_weight_version") }
        try await serving(double.server) { address in
            try await control(address).load(weights)
            #expect(!double.isPaused)
        }
    }

    @Test func itSleepsAndWakesHoweverOftenItIsAsked() async throws {
        let double = double()
        try await serving(double.server) { address in
            let control = VLLMSleepControl(client: try client(at: address))
            try await control.restore()
            try await control.release()
            try await control.release()
            #expect(double.isSleeping)
            #expect(double.journal.requests["/sleep"] == 1)
            try await control.restore()
            try await control.restore()
            #expect(!double.isSleeping)
            #expect(double.journal.requests["/wake_up"] == 1)
        }
        try await serving(VLLMDouble().server) { address in
            let error = try await failure { try await VLLMSleepControl(client: try client(at: address)).release() }
            #expect(error.message.contains("--enable-sleep-mode"))
        }
    }
}
