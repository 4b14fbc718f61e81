package import Inference

/// Which stages are answered by batches, and by whom.
package struct BatchBackends: Sendable {
    package struct Sampling: Sendable {
        package var client: BatchClient
        package var chat: ChatBatch

        package init(client: BatchClient, chat: ChatBatch) {
            self.client = client
            self.chat = chat
        }
    }

    package struct Judging: Sendable {
        package var client: BatchClient
        package var reward: any DeferredReward

        package init(client: BatchClient, reward: any DeferredReward) {
            self.client = client
            self.reward = reward
        }
    }

    /// Nil where the policy is asked live.
    package var sampling: Sampling?
    /// By reward name, those that are not asked live.
    package var rewards: [String: Judging] = [:]

    package init() {}

    /// Whether a stage is answered by batches.
    package func serves(_ stage: StageID) -> Bool {
        switch stage {
        case .sample: sampling != nil
        case .reward(let name): rewards[name] != nil
        case .rewrite, .embedding, .policyLogprob, .referenceLogprob: false
        }
    }
}
