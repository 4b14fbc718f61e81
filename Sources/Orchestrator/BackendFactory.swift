import Inference
import JSONCursor
import Platform
import Playground
package import Settings
package import Transport

/// Builds a run's backends from its configuration. Reaches nothing yet.
package struct BackendFactory {
    let configuration: Configuration
    let transport: any HTTPTransport
    /// Where keys are looked up; only variables that the configuration names are read.
    let environment: [String: String]
    /// Tells what a backend finds worth a warning.
    let notice: @Sendable (String) -> Void
    let counters: PlaygroundCounters

    package init(
        configuration: Configuration,
        transport: any HTTPTransport,
        environment: [String: String],
        notice: @escaping @Sendable (String) -> Void
    ) throws {
        self.configuration = configuration
        self.transport = transport
        self.environment = environment
        self.notice = notice
        counters = try Server.told { () throws(BackendError) in try PlaygroundCounters.fromEnvironment() }
    }

    /// - Parameter weights: what policy and reference serve; a dialect that tells weights apart asks for these.
    package func make(_ weights: FleetWeights = FleetWeights()) throws -> BackendSet {
        let policy = try policies(configuration.policy.backend, weights.policy)
        let reference = try configuration.reference.map { try policies($0.backend, weights.reference) }
        let rewriter = try rewriters(policy, reference, weights)
        var rewards: [String: [any RewardBackend]] = [:]
        var rewardEndpoints: [String: [String]] = [:]
        var rewardModels: [String: String] = [:]
        var single: Set<String> = []
        var metadata: Set<String> = []
        var comparing: Set<String> = []
        for reward in configuration.rewards where reward.backend.kind != .imported {
            (rewardEndpoints[reward.name], rewards[reward.name]) = try self.rewards(reward, policy: policy.backends.first)
            rewardModels[reward.name] = reward.backend.model
            guard let first = rewards[reward.name]?.first else { continue }
            if first.batching == .single || !reward.isBatchIndependent { single.insert(reward.name) }
            if first.readsMetadata { metadata.insert(reward.name) }
            if reward.judge?.mode == .pairwise { comparing.insert(reward.name) }
        }
        var set = BackendSet(
            round: RoundBackends(
                policy: policy.backends,
                reference: reference?.backends ?? [],
                rewards: rewards,
                rewardModels: rewardModels,
                rewriter: rewriter.backends
            ),
            policyEndpoints: policy.endpoints,
            referenceEndpoints: reference?.endpoints ?? [],
            rewriterEndpoints: rewriter.endpoints,
            rewardEndpoints: rewardEndpoints,
            singleRewards: single,
            metadataRewards: metadata,
            comparingRewards: comparing
        )
        set.round.embedders = try embedders()
        set.embedderEndpoints = configuration.embeddings?.endpoints ?? []
        set.batches = try batches()
        return set
    }

    typealias Served = (endpoints: [String], backends: [any PolicyBackend])

    /// Who rewrites prompts: the policy's servers, the reference's, or its own; nobody where none are rewritten.
    private func rewriters(_ policy: Served, _ reference: Served?, _ weights: FleetWeights) throws -> Served {
        guard let evolution = configuration.evolution, evolution.mode != .none else { return ([], []) }
        let settings = evolution.rewriter.backend
        switch evolution.rewriter.source {
        case .own: return try policies(settings, Weights())
        case .policy:
            return settings.model == configuration.policy.backend.model ? policy : try policies(settings, Weights())
        case .reference:
            guard let reference else { throw RunError(.input, "evolution.rewriter is the reference, and there is no reference section") }
            return settings.model == configuration.reference?.backend.model ? reference : try policies(settings, Weights())
        }
    }

    func clients(_ endpoints: [String], _ keyVariable: String?) throws -> [EndpointClient] {
        try endpoints.map {
            try Server.client($0, keyVariable: keyVariable, limits: configuration.limits, transport: transport, environment: environment)
        }
    }
}
