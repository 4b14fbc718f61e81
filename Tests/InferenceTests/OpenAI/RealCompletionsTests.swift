import Foundation
import Inference
import Testing

/// `/v1/completions` of real servers: vLLM's can be used (SELFPLAY_VLLM_URL), llama-server's cannot (SELFPLAY_LLAMA_URL); they may serve any model.
@Suite struct RealCompletionsTests {
    private static let vllm = ProcessInfo.processInfo.environment["SELFPLAY_VLLM_URL"]
    private static let llama = ProcessInfo.processInfo.environment["SELFPLAY_LLAMA_URL"]

    private struct Models: Decodable {
        struct Model: Decodable { var id: String }
        var data: [Model]
    }

    private func models(_ address: String) async throws -> [String] {
        let reply = try await network.get().send(.init(.get, address + "/v1/models"))
        return try JSONDecoder().decode(Models.self, from: Data(reply.body)).data.map(\.id)
    }

    private func policy(_ address: String, _ model: String) throws -> OpenAICompletionsPolicy {
        let template = RewardTemplate.file(
            try TextTemplate("<|im_start|>user\n{prompt}<|im_end|>\n<|im_start|>assistant\n{response}", name: "chatml.txt")
        )
        return try OpenAICompletionsPolicy(client: try client(at: address), model: model, template: template, deterministic: true)
    }

    @Test(.enabled(if: vllm != nil)) func vLLMSamplesAndScoresAsItsOwnDialectDoes() async throws {
        let address = try #require(Self.vllm)
        // A model of several names answers by the first of them.
        let name = try #require(try await models(address).last)
        let policy = try policy(address, name)
        let native = try VLLMPolicy(client: try client(at: address), model: name)
        #expect(try await policy.probe().contextLength == native.probe().contextLength)
        let prompt = try await policy.promptTokens(of: question)
        let request = SampleRequest(
            messages: question,
            promptTokens: prompt,
            count: 4,
            seed: 11,
            sampling: .init(temperature: 0.8, topP: 0.95, maxTokens: 24)
        )
        let samples = try await policy.sample(request)
        #expect(samples.map(\.tokens) == (try await native.sample(request).map(\.tokens)))
        for sample in samples {
            let ids = try #require(sample.tokens)
            let echoed = try await policy.score(prompt: prompt, response: ids)
            let given = try await native.score(prompt: prompt, response: ids)
            for (one, other) in zip(echoed, given) { #expect((one - other).magnitude < 1e-3) }
        }
    }

    @Test(.enabled(if: llama != nil)) func llamaServersEchoIsNotTaken() async throws {
        let address = try #require(Self.llama)
        let name = try #require(try await models(address).first)
        let error = try await failure { try await policy(address, name).probe() }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("echo"))
    }

    @Test(.enabled(if: vllm != nil && llama != nil)) func bothTellTheirLoadAndTheirTokens() async throws {
        let trace = CallTrace()
        try await CallTrace.$current.withValue(trace) {
            for address in [Self.vllm, Self.llama].compactMap({ $0 }) {
                let name = try #require(try await models(address).first)
                let policies: [any PolicyBackend] = [
                    try VLLMPolicy(client: try client(at: address), model: name),
                    try LlamaCppPolicy(client: try client(at: address), model: name),
                ]
                let policy = policies[address == Self.vllm ? 0 : 1]
                let load = try #require(try await policy.load())
                #expect(load.running >= 0 && load.waiting >= 0)
                let before = trace.report
                let prompt = try await policy.promptTokens(of: question)
                let request = SampleRequest(messages: question, promptTokens: prompt, count: 2, seed: 11, sampling: .init(maxTokens: 24))
                let written = try await policy.sample(request).reduce(0) { $0 + ($1.tokens?.count ?? 0) }
                #expect(trace.report.completionTokens - before.completionTokens == written)
                #expect(trace.report.promptTokens - before.promptTokens == prompt.count)
            }
        }
    }
}
