import Foundation
import Inference
import Testing

/// Weights replaced in a real vLLM: SELFPLAY_VLLM_URL names it, started with VLLM_SERVER_DEV_MODE=1; SELFPLAY_VLLM_WEIGHTS two model folders
/// joined by a colon, the first of which it serves.
@Suite struct RealReloadTests {
    private static let url = ProcessInfo.processInfo.environment["SELFPLAY_VLLM_URL"]
    private static let folders = (ProcessInfo.processInfo.environment["SELFPLAY_VLLM_WEIGHTS"] ?? "").split(separator: ":").map(String.init)
    private static let isSet = url != nil && folders.count == 2

    private struct Models: Decodable {
        struct Model: Decodable { var id: String }
        var data: [Model]
    }

    @Test(.enabled(if: isSet)) func theWeightsChangeAndChangeBack() async throws {
        let address = try #require(Self.url)
        let listed = try await network.get().send(.init(.get, address + "/v1/models"))
        let model = try #require(try JSONDecoder().decode(Models.self, from: Data(listed.body)).data.first).id
        let policy = try VLLMPolicy(client: try client(at: address), model: model)
        let control = VLLMReloadControl(client: try client(at: address))
        let prompt = try await policy.promptTokens(of: question)
        let request = SampleRequest(
            messages: question,
            promptTokens: prompt,
            count: WeightCheck.responses,
            seed: 1,
            sampling: .init(maxTokens: 16)
        )
        let samples = try await policy.sample(request)
        func check(_ asked: WeightCheck.Question) async throws -> WeightCheck {
            var values: [WeightMeasurement] = []
            for sample in samples {
                let tokens = try #require(sample.tokens)
                let recorded = (sample.tokenLogprobs ?? []).reduce(0, +) / Double(tokens.count)
                values.append(try await .take(with: policy, prompt: prompt, response: tokens, recorded: recorded))
            }
            return try WeightCheck(asked, of: model, values)
        }
        #expect(try await check(.same).passes)
        for round in 1...2 {
            try await control.load(.init(label: "round-00\(round)", path: Self.folders[1], model: model))
            let changed = try await check(.changed)
            #expect(changed.passes, "\(changed.sentence)")
            try await control.load(.init(label: "base", path: Self.folders[0], model: model))
            let back = try await check(.same)
            #expect(back.passes, "\(back.sentence)")
        }
        // A folder that is not there comes last: vLLM 0.32's engine ends with the first request after it.
        let missing = ServedWeights(label: "none", path: Self.folders[0] + "/none", model: model)
        let error = try await failure { try await control.load(missing) }
        #expect(error.failure == .misconfigured)
        #expect(error.message.contains("/none"))
    }
}
