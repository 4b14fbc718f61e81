import Foundation
import Inference
import TestSupport
import Testing

@Suite struct RewardEndToEndTests {
    private static func text(_ response: String) -> String {
        "<|start|>user\nWhat is 3 plus 5?<|end|><|start|>assistant\n\(response)<|end|>"
    }

    @Test func vLLMsRewardsAreRawOutputsOfTheConversation() async throws {
        var options = VLLMDouble.Options()
        options.models = ["rm"]
        let double = VLLMDouble(options)
        try await serving(double.server) { address in
            let reward = try VLLMClassifyReward(client: try client(at: address), model: "rm")
            #expect(try await reward.probe().models == ["rm"])
            let scores = try await reward.score(prompt: question, responses: ["8", "9"])
            #expect(scores == ["8", "9"].map { HashModel(name: "rm").reward(of: Self.text($0)) })
            #expect(scores.contains { !(0...1).contains($0) })
            #expect(double.journal.items == [.reward: 2])
        }
    }

    @Test func aHeadOfSeveralLabelsIsNoRewardModel() async throws {
        var options = VLLMDouble.Options()
        options.labels = 3
        try await serving(VLLMDouble(options).server) { address in
            let reward = try VLLMClassifyReward(client: try client(at: address), model: "policy")
            #expect(try await failure { try await reward.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
        }
    }

    @Test(arguments: [true, false])
    func openRLHFsRewardsAreThoseOfTheTexts(oldReply: Bool) async throws {
        var options = OpenRLHFDouble.Options()
        options.oldReply = oldReply
        let double = OpenRLHFDouble(options)
        try await serving(double.server) { address in
            let reward = OpenRLHFReward(client: try client(at: address), template: .plain)
            _ = try await reward.probe()
            let scores = try await reward.score(prompt: question, responses: ["8", "9", "10"])
            #expect(scores == ["8", "9", "10"].map { OpenRLHFDouble.reward(of: "What is 3 plus 5?\n\($0)") })
            #expect(double.journal.items == [.reward: 4])
        }
    }

    @Test func aRewardFunctionMayHaveItsOwnPath() async throws {
        var options = OpenRLHFDouble.Options()
        options.path = "/score/math"
        try await serving(OpenRLHFDouble(options).server) { address in
            let reward = OpenRLHFReward(client: try client(at: address + "/score/math/"), template: .plain)
            #expect(try await reward.score(prompt: question, responses: ["8"]).count == 1)
            let elsewhere = OpenRLHFReward(client: try client(at: address), template: .plain)
            #expect(try await failure { try await elsewhere.score(prompt: question, responses: ["8"]) }.failure == .misconfigured)
        }
    }

    @Test func thePolicysOwnTemplateFramesTheText() async throws {
        let policyServer = VLLMDouble()
        let rewardServer = OpenRLHFDouble()
        try await serving(policyServer.server) { policyAddress in
            try await serving(rewardServer.server) { rewardAddress in
                let policy = try VLLMPolicy(client: try client(at: policyAddress), model: "policy")
                let template = RewardTemplate.policy { try await policy.conversationText(of: $0) }
                let reward = OpenRLHFReward(client: try client(at: rewardAddress), template: template)
                #expect(try await reward.score(prompt: question, responses: ["8"]) == [OpenRLHFDouble.reward(of: Self.text("8"))])
            }
        }
    }
}
