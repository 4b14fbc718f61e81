import Inference
import TestSupport
import Testing

/// The check at every start, against servers whose sampled log-probs are right, and wrong.
@Suite struct SampledLogprobEndToEndTests {
    private static let prompts = ["hi", "What is 3 plus 5?"].map { [Message(role: "user", content: $0)] }

    private func check(_ double: VLLMDouble, _ sampling: SamplingParameters) async throws -> SampledLogprobCheck {
        try await serving(double.server) { address in
            let policy = try VLLMPolicy(client: try client(at: address), model: "policy")
            return try await SampledLogprobCheck.run(policy, at: address, prompts: Self.prompts, sampling: sampling, seed: 3)
        }
    }

    @Test func rawLogprobsPass() async throws {
        let double = VLLMDouble()
        let check = try await check(double, .init(temperature: 0.8, topP: 0.95, maxTokens: 4096))
        #expect(check.differenceAtHalf == 0 && check.differenceAtOwn == 0)
        #expect(check.tokens >= 8)
        #expect(double.journal.count(.sample) == 8 && double.journal.count(.logprob) == 8)
    }

    @Test(arguments: [0.8, 1.0, 0.0])
    func logprobsAfterTemperatureAreRefused(temperature: Double) async throws {
        var options = VLLMDouble.Options()
        options.processedLogprobs = true
        let error = try await failure { try await check(VLLMDouble(options), .init(temperature: temperature)) }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("policy.logprobs: given"))
    }

    @Test func soAreThoseOfASingleRequest() async throws {
        let double = VLLMDouble()
        double.setFaults { $0.add(.temperatureProcessed) }
        #expect(try await failure { try await check(double, .init(temperature: 0.8)) }.failure == .misconfigured)
    }
}
