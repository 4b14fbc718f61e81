import Foundation
import Inference
import Testing

/// The same against real llama-servers, where SELFPLAY_LLAMA_URL (and SELFPLAY_LLAMA_RM_URL) name one each, started with
/// `--no-prefill-assistant -fa off` (and `--rerank`); they may serve any model.
@Suite struct RealLlamaTests {
    private static let policyURL = ProcessInfo.processInfo.environment["SELFPLAY_LLAMA_URL"]
    private static let rewardURL = ProcessInfo.processInfo.environment["SELFPLAY_LLAMA_RM_URL"]
    private let sampling = SamplingParameters(temperature: 0.8, topP: 0.95, maxTokens: 24)

    private struct Models: Decodable {
        struct Model: Decodable { var id: String }
        var data: [Model]
    }

    private func modelName(_ address: String) async throws -> String {
        let reply = try await network.get().send(.init(.get, address + "/v1/models"))
        return try #require(try JSONDecoder().decode(Models.self, from: Data(reply.body)).data.first).id
    }

    private func policy() async throws -> LlamaCppPolicy {
        let address = try #require(Self.policyURL)
        let policy = try LlamaCppPolicy(client: try client(at: address), model: try await modelName(address), forcedScoring: true)
        let probe = try await policy.probe()
        #expect(probe.server?.hasPrefix("llama.cpp ") == true)
        #expect((probe.contextLength ?? 0) > 0)
        return policy
    }

    @Test(.enabled(if: policyURL != nil)) func samplesAreSeededAndScoreAsTheyWereSampled() async throws {
        let policy = try await policy()
        let prompt = try await policy.promptTokens(of: question)
        // More than the slots of any server of ours: several portions.
        let request = SampleRequest(messages: question, promptTokens: prompt, count: 20, seed: 11, sampling: sampling)
        let samples = try await policy.sample(request)
        #expect(try await policy.sample(request) == samples)
        for (index, sample) in samples.enumerated() {
            var single = request
            single.count = 1
            single.seed += Int64(index)
            #expect(try await policy.sample(single).map(\.tokens) == [sample.tokens])
            let given = try await policy.score(prompt: prompt, response: try #require(sample.tokens))
            for (one, other) in zip(try #require(sample.tokenLogprobs), given) { #expect(abs(one - other) < 0.02) }
        }
    }

    @Test(.enabled(if: policyURL != nil)) func theCheckPasses() async throws {
        let check = try await SampledLogprobCheck.run(try await policy(), at: "llama", prompts: [question], sampling: sampling, seed: 3)
        #expect(check.differenceAtHalf < 1e-3 && check.differenceAtOwn < 1e-3)
    }

    @Test(.enabled(if: policyURL != nil)) func aStopStringsTokensAreScored() async throws {
        let policy = try await policy()
        let prompt = try await policy.promptTokens(of: question)
        var stopping = sampling
        stopping.stop = ["s", "e", "."]
        let request = SampleRequest(messages: question, promptTokens: prompt, count: 4, seed: 5, sampling: stopping)
        for sample in try await policy.sample(request) {
            let tokens = try #require(sample.tokens)
            #expect(sample.tokenLogprobs?.count == tokens.count)
            let given = try await policy.score(prompt: prompt, response: tokens)
            for (one, other) in zip(try #require(sample.tokenLogprobs), given) { #expect(abs(one - other) < 0.02) }
        }
    }

    @Test(.enabled(if: policyURL != nil)) func charactersInPiecesAreScored() async throws {
        let policy = try await policy()
        let prompt = try await policy.promptTokens(of: question)
        // At such a temperature a byte-level model writes halves of characters, which the server reports no log-probs of.
        let wild = SamplingParameters(temperature: 30, maxTokens: 100)
        let request = SampleRequest(messages: question, promptTokens: prompt, count: 4, seed: 5, sampling: wild)
        for sample in try await policy.sample(request) {
            let given = try await policy.score(prompt: prompt, response: try #require(sample.tokens))
            for (one, other) in zip(try #require(sample.tokenLogprobs), given) { #expect(abs(one - other) < 0.02) }
        }
        let turns = question + [Message(role: "assistant", content: "é🎲")]
        let conversation = try await policy.conversationTokens(of: turns)
        let answer = Array(conversation[prompt.count...])
        #expect(try await policy.score(prompt: prompt, response: answer).count == answer.count)
    }

    @Test(.enabled(if: policyURL != nil)) func greedyIsGreedy() async throws {
        let policy = try await policy()
        let prompt = try await policy.promptTokens(of: question)
        let greedy = SamplingParameters(temperature: 0, maxTokens: 24)
        let request = SampleRequest(messages: question, promptTokens: prompt, count: 3, seed: 1, sampling: greedy)
        #expect(Set(try await policy.sample(request).map(\.tokens)).count == 1)
    }

    @Test(.enabled(if: policyURL != nil)) func whatFillsASlotCanStillBeScored() async throws {
        let policy = try await policy()
        let length = try #require(try await policy.probe().contextLength)
        let token = try #require(try await policy.promptTokens(of: question).last)
        let prompt = [Int32](repeating: token, count: length - 6)
        for sample in try await policy.sample(.init(messages: question, promptTokens: prompt, count: 4, seed: 1, sampling: sampling)) {
            let tokens = try #require(sample.tokens)
            #expect(tokens.count <= 5)
            #expect(try await policy.score(prompt: prompt, response: tokens).count == tokens.count)
        }
        let full = [Int32](repeating: token, count: length)
        #expect(try await failure { try await policy.score(prompt: full, response: [token]) }.failure == .tooLong)
    }

    @Test(.enabled(if: policyURL != nil)) func theTemplateFramesAConversation() async throws {
        let policy = try await policy()
        let turns = question + [Message(role: "assistant", content: "3 plus 5 is 8.")]
        let prompt = try await policy.promptTokens(of: question)
        let conversation = try await policy.conversationTokens(of: turns)
        #expect(conversation.starts(with: prompt))
        let text = try await policy.conversationText(of: turns)
        #expect(text.contains("3 plus 5 is 8.") && !text.hasSuffix("3 plus 5 is 8."))
    }

    @Test(.enabled(if: policyURL != nil)) func manyAtOnceNeitherHangNorDiffer() async throws {
        let policy = try await policy()
        let prompt = try await policy.promptTokens(of: question)
        let alone = try await policy.sample(.init(messages: question, promptTokens: prompt, count: 8, seed: 100, sampling: sampling))
        let tokens = try #require(alone[0].tokens)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    let again = try await policy.sample(
                        .init(messages: question, promptTokens: prompt, count: 8, seed: 100, sampling: sampling)
                    )
                    #expect(again.map(\.tokens) == alone.map(\.tokens))
                }
                group.addTask {
                    let given = try await policy.score(prompt: prompt, response: tokens)
                    for (one, other) in zip(given, alone[0].tokenLogprobs ?? []) { #expect(abs(one - other) < 0.02) }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test(.enabled(if: rewardURL != nil)) func rewardsAreOfTheResponseWhateverItsCompany() async throws {
        let address = try #require(Self.rewardURL)
        let reward = LlamaRerankReward(client: try client(at: address), model: try await modelName(address))
        _ = try await reward.probe()
        let responses = ["3 plus 5 is 9.", "3 plus 5 is 8.", "3 plus 5 is 17."]
        let scores = try await reward.score(prompt: question, responses: responses)
        #expect(scores[1] > scores[0] && scores[1] > scores[2])
        for (response, score) in zip(responses, scores) {
            #expect(try await reward.score(prompt: question, responses: [response]) == [score])
        }
        let tooLong = String(repeating: "3 plus 5 is 8. ", count: 4000)
        #expect(try await failure { try await reward.score(prompt: question, responses: [tooLong]) }.failure == .tooLong)
    }

    @Test(.enabled(if: policyURL != nil)) func aPolicysServerDoesNotRank() async throws {
        let reward = LlamaRerankReward(client: try client(at: try #require(Self.policyURL)), model: "any")
        #expect(try await failure { try await reward.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
    }
}
