import Foundation
import Inference
import Testing

/// The same against real vLLM servers, where SELFPLAY_VLLM_URL (and SELFPLAY_VLLM_RM_URL) name one each; they may serve any model.
@Suite struct RealVLLMTests {
    private static let policyURL = ProcessInfo.processInfo.environment["SELFPLAY_VLLM_URL"]
    private static let rewardURL = ProcessInfo.processInfo.environment["SELFPLAY_VLLM_RM_URL"]
    private let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 24)

    private struct Models: Decodable {
        struct Model: Decodable { var id: String }
        var data: [Model]
    }

    private func modelName(_ address: String) async throws -> String {
        let reply = try await network.get().send(.init(.get, address + "/v1/models"))
        return try #require(try JSONDecoder().decode(Models.self, from: Data(reply.body)).data.first).id
    }

    private func policy() async throws -> VLLMPolicy {
        let address = try #require(Self.policyURL)
        let policy = try VLLMPolicy(client: try client(at: address), model: try await modelName(address))
        let probe = try await policy.probe()
        #expect(probe.server?.hasPrefix("vLLM ") == true)
        #expect((probe.contextLength ?? 0) > 0)
        return policy
    }

    @Test(.enabled(if: policyURL != nil)) func samplesAreSeededAndScoreAsTheyWereSampled() async throws {
        let policy = try await policy()
        let prompt = try await policy.promptTokens(of: question)
        let request = SampleRequest(messages: question, promptTokens: prompt, count: 4, seed: 11, sampling: sampling)
        let samples = try await policy.sample(request)
        #expect(try await policy.sample(request).map(\.tokens) == samples.map(\.tokens))
        for (index, sample) in samples.enumerated() {
            var single = request
            single.count = 1
            single.seed += Int64(index)
            #expect(try await policy.sample(single).map(\.tokens) == [sample.tokens])
            let tokens = try #require(sample.tokens)
            let given = try await policy.score(prompt: prompt, response: tokens)
            for (one, other) in zip(try #require(sample.tokenLogprobs), given) { #expect(abs(one - other) < 1e-4) }
        }
    }

    @Test(.enabled(if: policyURL != nil)) func theCheckPasses() async throws {
        let check = try await SampledLogprobCheck.run(try await policy(), at: "vLLM", prompts: [question], sampling: sampling, seed: 3)
        #expect(check.differenceAtHalf < 1e-4 && check.differenceAtOwn < 1e-4)
    }

    @Test(.enabled(if: policyURL != nil)) func whatFillsTheContextCanStillBeScored() async throws {
        let policy = try await policy()
        let length = try #require(try await policy.probe().contextLength)
        let prompt = Array([Int32](repeating: 20, count: length).dropLast(6))
        let samples = try await policy.sample(.init(messages: question, promptTokens: prompt, count: 4, seed: 1, sampling: sampling))
        for sample in samples {
            let tokens = try #require(sample.tokens)
            #expect(tokens.count <= 5)
            #expect(try await policy.score(prompt: prompt, response: tokens).count == tokens.count)
        }
    }

    @Test(.enabled(if: policyURL != nil)) func refusalsHaveTheirClass() async throws {
        let address = try #require(Self.policyURL)
        let client = try client(at: address)
        let model = try await modelName(address)
        let unprobed = try VLLMPolicy(client: client, model: model)
        let length = try #require(try await unprobed.probe().contextLength)
        let blind = try VLLMPolicy(client: client, model: model, contextLength: 1 << 40)
        let ids = [Int32](repeating: 20, count: length)
        #expect(try await failure { try await blind.score(prompt: ids, response: [20]) }.failure == .tooLong)
        let other = try VLLMPolicy(client: client, model: "no-such-model")
        #expect(try await failure { try await other.promptTokens(of: question) }.failure == .misconfigured)
        #expect(try await failure { try await other.score(prompt: [20], response: [20]) }.failure == .misconfigured)
        let negative = SampleRequest(messages: question, promptTokens: [20], count: 1, seed: 1, sampling: .init(temperature: -1))
        #expect(try await failure { try await unprobed.sample(negative) }.failure == .rejected)
        let reward = try VLLMClassifyReward(client: client, model: model)
        #expect(try await failure { try await reward.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
    }

    @Test(.enabled(if: policyURL != nil)) func theTemplateFramesAConversation() async throws {
        let policy = try await policy()
        let turns = question + [Message(role: "assistant", content: "3 plus 5 is 8.")]
        let prompt = try await policy.promptTokens(of: question)
        #expect(try await policy.conversationTokens(of: turns).starts(with: prompt))
        #expect(try await policy.conversationText(of: turns).contains("3 plus 5 is 8."))
    }

    @Test(.enabled(if: rewardURL != nil)) func rewardsAreRawOutputs() async throws {
        let address = try #require(Self.rewardURL)
        let reward = try VLLMClassifyReward(client: try client(at: address), model: try await modelName(address))
        _ = try await reward.probe()
        let scores = try await reward.score(prompt: question, responses: ["3 plus 5 is 8.", "3 plus 5 is 9.", "3 plus 5 is 17."])
        #expect(scores[0] > scores[1] && scores[0] > scores[2])
        #expect(scores.contains { !(0...1).contains($0) })
        let tooLong = String(repeating: "3 plus 5 is 8. ", count: 4000)
        #expect(try await failure { try await reward.score(prompt: question, responses: [tooLong]) }.failure == .tooLong)
    }
}
