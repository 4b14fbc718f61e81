package import Inference
import Scheduling

/// Who serves what in a round: one backend per endpoint, in the order of the configuration.
package struct RoundBackends: Sendable {
    package var policy: [any PolicyBackend]
    package var reference: [any PolicyBackend]
    package var rewards: [String: [any RewardBackend]]
    /// Who rewrites prompts; empty in a run that rewrites none.
    package var rewriter: [any PolicyBackend]
    /// The reward models' names as recorded, by reward name.
    package var rewardModels: [String: String]

    package init(
        policy: [any PolicyBackend],
        reference: [any PolicyBackend],
        rewards: [String: [any RewardBackend]],
        rewardModels: [String: String],
        rewriter: [any PolicyBackend] = []
    ) {
        self.policy = policy
        self.reference = reference
        self.rewards = rewards
        self.rewardModels = rewardModels
        self.rewriter = rewriter
    }

    /// Who turns responses into vectors; empty in a run that makes none.
    package var embedders: [EmbeddingsClient] = []

    /// Looks closer at an endpoint that was away and is back. Throws `BackendError`.
    package var onReturn: @Sendable (StageID, Int) async throws -> Void = { _, _ in }

    /// Asks the endpoint of a stage whether it is back, and whether it is still what it was.
    func probe(_ stage: StageID, endpoint: Int) async throws {
        try await reach(stage, endpoint: endpoint)
        try await onReturn(stage, endpoint)
    }

    /// What the endpoint of a stage tells of its load; nil where it does not.
    func load(_ stage: StageID, endpoint: Int) async throws -> ServerLoad? {
        switch stage {
        case .sample, .policyLogprob: try await policy[endpoint].load()
        case .rewrite: try await rewriter[endpoint].load()
        case .referenceLogprob: try await reference[endpoint].load()
        case .reward(let name): try await rewards[name]?[endpoint].load()
        case .embedding: nil
        }
    }

    private func reach(_ stage: StageID, endpoint: Int) async throws {
        switch stage {
        case .sample, .policyLogprob: _ = try await policy[endpoint].probe()
        case .rewrite: _ = try await rewriter[endpoint].probe()
        case .referenceLogprob: _ = try await reference[endpoint].probe()
        case .reward(let name): _ = try await rewards[name]?[endpoint].probe()
        case .embedding: _ = try await embedders[endpoint].probe()
        }
    }
}
