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
    private let counters: PlaygroundCounters

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
        for reward in configuration.rewards where reward.backend.kind != .imported {
            (rewardEndpoints[reward.name], rewards[reward.name]) = try self.rewards(reward, policy: policy.backends.first)
            rewardModels[reward.name] = reward.backend.model
            if rewards[reward.name]?.first?.batching == .single || !reward.isBatchIndependent { single.insert(reward.name) }
        }
        return BackendSet(
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
            singleRewards: single
        )
    }

    private typealias Served = (endpoints: [String], backends: [any PolicyBackend])

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

    private func policies(_ settings: BackendSettings<PolicyBackendKind>, _ weights: Weights) throws -> Served {
        switch settings.kind {
        case .playground: return (["playground"], [try playground(settings, weights)])
        case .llamacpp:
            let template = try Server.json(configuration.policy.chat.templateArguments)
            let extra = try Server.json(configuration.policy.chat.extraBody)
            let backends = try clients(settings.endpoints, settings.apiKeyEnvironmentName).map { client in
                try Server.told { () throws(BackendError) -> any PolicyBackend in
                    try LlamaCppPolicy(
                        client: client,
                        model: settings.model,
                        contextLength: configuration.policy.context,
                        forcedScoring: configuration.policy.scoring == .forced,
                        templateArguments: template,
                        extraBody: extra
                    )
                }
            }
            return (settings.endpoints, backends)
        case .vllm:
            let template = try Server.json(configuration.policy.chat.templateArguments)
            let extra = try Server.json(configuration.policy.chat.extraBody)
            let backends = try clients(settings.endpoints, settings.apiKeyEnvironmentName).map { client in
                try Server.told { () throws(BackendError) -> any PolicyBackend in
                    try VLLMPolicy(
                        client: client,
                        model: configuration.servedModel(settings.model, weights),
                        contextLength: configuration.policy.context,
                        templateArguments: template,
                        extraBody: extra
                    )
                }
            }
            return (settings.endpoints, backends)
        case .openai:
            let extra = try Server.json(configuration.policy.chat.extraBody)
            let backends = try clients(settings.endpoints, settings.apiKeyEnvironmentName).map { client in
                try Server.told { () throws(BackendError) -> any PolicyBackend in
                    try OpenAIPolicy(client: client, model: settings.model, extraBody: extra, notice: notice)
                }
            }
            return (settings.endpoints, backends)
        case .sglang, .command: throw RunError(.input, "this backend is not part of this version")
        }
    }

    private func playground(_ settings: BackendSettings<PolicyBackendKind>, _ weights: Weights) throws -> any PolicyBackend {
        let context = configuration.policy.context ?? configuration.playground.context
        let delay = configuration.playground.delay
        if let folder = weights.path, !RunFolder.exists(folder) {
            throw RunError(.resumable, "\(folder) is gone, the weights \(weights.version) that the ledger names: put it back where it was")
        }
        return try Server.told { () throws(BackendError) -> any PolicyBackend in
            if settings.model == PlaygroundRewriter.name {
                return try PlaygroundRewriter(delay: delay, counters: counters)
            }
            guard let folder = weights.path else {
                return try PlaygroundPolicy(named: settings.model, contextLength: context, delay: delay, counters: counters)
            }
            let model = try PlaygroundModel.load(folder: folder, version: weights.version)
            return try PlaygroundPolicy(model: model, name: settings.model, contextLength: context, delay: delay, counters: counters)
        }
    }

    private func rewards(
        _ settings: RewardSettings,
        policy: (any PolicyBackend)?
    ) throws -> ([String], [any RewardBackend]) {
        let endpoints = settings.backend.endpoints
        switch settings.backend.kind {
        case .imported: return ([], [])
        case .playground:
            let reward = try Server.told { () throws(BackendError) in
                try PlaygroundReward(
                    named: settings.backend.model,
                    noise: configuration.playground.noise,
                    noiseSeed: Int64(configuration.playground.seed),
                    delay: configuration.playground.delay,
                    counters: counters
                )
            }
            return (["playground"], [reward])
        case .vllm:
            return (
                endpoints,
                try clients(endpoints, settings.backend.apiKeyEnvironmentName).map { client in
                    try Server.told { () throws(BackendError) -> any RewardBackend in
                        try VLLMClassifyReward(client: client, model: settings.backend.model, notice: notice)
                    }
                }
            )
        case .llamacpp:
            return (
                endpoints,
                try clients(endpoints, settings.backend.apiKeyEnvironmentName).map { client in
                    LlamaRerankReward(client: client, model: settings.backend.model, notice: notice)
                }
            )
        case .sglang, .tei, .triton, .command, .rule, .judge: throw RunError(.input, "this backend is not part of this version")
        case .openrlhf:
            let template = try template(settings, policy)
            return (
                endpoints,
                try clients(endpoints, settings.backend.apiKeyEnvironmentName).map { OpenRLHFReward(client: $0, template: template) }
            )
        }
    }

    /// How prompt and response become the text that a text-only reward server reads.
    private func template(_ settings: RewardSettings, _ policy: (any PolicyBackend)?) throws -> Inference.RewardTemplate {
        switch settings.template {
        case .plain, nil: return .plain
        case .file(let path):
            guard let bytes = SmallFile.read(path.absolute), let text = String(validating: bytes, as: UTF8.self) else {
                throw RunError(.input, "rewards.\(settings.name).template: \(path.text) cannot be read as a UTF-8 text file")
            }
            return .file(try Server.told { () throws(BackendError) in try TextTemplate(text, name: path.text) })
        case .policy:
            guard let renderer = policy as? VLLMPolicy else {
                throw RunError(
                    .input,
                    "rewards.\(settings.name).template is policy, but policy.backend \(configuration.policy.backend.kind.rawValue) cannot render "
                        + "its chat template: set it to plain or to a template file"
                )
            }
            return .policy { try await renderer.conversationText(of: $0) }
        }
    }

    func clients(_ endpoints: [String], _ keyVariable: String?) throws -> [EndpointClient] {
        try endpoints.map {
            try Server.client($0, keyVariable: keyVariable, limits: configuration.limits, transport: transport, environment: environment)
        }
    }
}
