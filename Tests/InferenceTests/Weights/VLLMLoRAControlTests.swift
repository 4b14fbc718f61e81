import Inference
import Scheduling
import TestSupport
import Testing

@Suite struct VLLMLoRAControlTests {
    private let first = ServedWeights(label: "round-001", path: "/models/round-001", model: "policy-round-001")
    private let second = ServedWeights(label: "round-002", path: "/models/round-002", model: "policy-round-002")
    private let prompt = HashModel.tokens(of: [("user", "What is 3 plus 5?")], generationPrompt: true)

    private func double(_ change: (inout VLLMDouble.Options) -> Void = { _ in }) -> VLLMDouble {
        var options = VLLMDouble.Options()
        options.models = ["base"]
        options.allowsAdapters = true
        change(&options)
        return VLLMDouble(options)
    }

    private func score(_ model: String, at address: String) async throws -> [Double] {
        try await VLLMPolicy(client: try client(at: address), model: model).score(prompt: prompt, response: [258, 259, 260])
    }

    @Test func everyRoundHasANameOfItsOwnAndTheBaseStays() async throws {
        let double = double()
        try await serving(double.server) { address in
            let control = VLLMLoRAControl(client: try client(at: address + "/v1"))
            let base = try await score("base", at: address)
            try await control.load(first)
            try await control.load(second)
            #expect(double.adapters == ["policy-round-001": "/models/round-001", "policy-round-002": "/models/round-002"])
            let (one, other) = (try await score(first.model, at: address), try await score(second.model, at: address))
            #expect(one != base && other != base && one != other)
            try await control.retire(first)
            #expect(double.adapters == ["policy-round-002": "/models/round-002"])
            #expect(try await score(second.model, at: address) == other)
            #expect(try await score("base", at: address) == base)
        }
    }

    @Test func bothMayBeRepeated() async throws {
        let double = double()
        try await serving(double.server) { address in
            let control = VLLMLoRAControl(client: try client(at: address))
            try await control.load(first)
            try await control.load(first)
            #expect(double.journal.requests["/v1/load_lora_adapter"] == 1)
            try await control.retire(first)
            try await control.retire(first)
            #expect(double.adapters.isEmpty)
        }
    }

    @Test func aNameThatStandsForOtherWeightsIsRefused() async throws {
        try await serving(double().server) { address in
            let control = VLLMLoRAControl(client: try client(at: address))
            try await control.load(first)
            var other = second
            other.model = first.model
            let error = try await failure { try await control.load(other) }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("policy-round-001") && error.message.contains("/models/round-001"))
        }
    }

    @Test func aServerNotStartedForItSaysWhatToStartItWith() async throws {
        try await serving(double { $0.allowsAdapters = false }.server) { address in
            let control = VLLMLoRAControl(client: try client(at: address))
            let error = try await failure { try await control.load(first) }
            #expect(error.failure == .misconfigured)
            #expect(error.message.contains("/v1/load_lora_adapter") && error.message.contains("VLLM_ALLOW_RUNTIME_LORA_UPDATING=1"))
        }
    }

    @Test func aFolderThatTheServerDoesNotSeeIsNamed() async throws {
        try await serving(double().server) { address in
            let weights = ServedWeights(label: "round-001", path: "/missing", model: "r1")
            let error = try await failure { try await VLLMLoRAControl(client: try client(at: address)).load(weights) }
            #expect(error.message.contains("/missing") && error.message.contains("server itself must see"))
        }
    }

    @Test func aServerThatIsDownIsUnreachable() async throws {
        let control = VLLMLoRAControl(client: try client(FakeTransport(.failure(.init(.cannotConnect, "refused")))))
        #expect(try await failure { try await control.load(first) }.failure == .unreachable)
    }
}
