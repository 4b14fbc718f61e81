import Inference
import JSONCursor
import Playground
import Settings

/// Policies, references and rewriters: one backend an endpoint.
extension BackendFactory {
    func policies(_ settings: BackendSettings<PolicyBackendKind>, _ weights: Weights) throws -> Served {
        switch settings.kind {
        case .playground: return (["playground"], [try playground(settings, weights)])
        case .command: return commands(settings)
        case .vllm, .sglang, .llamacpp, .openai:
            let template = try Server.json(configuration.policy.chat.templateArguments)
            let extra = try Server.json(configuration.policy.chat.extraBody)
            let text = try settings.kind == .openai ? completionsTemplate() : nil
            let backends = try clients(settings.endpoints, settings.apiKeyEnvironmentName).map { client in
                try Server.told { () throws(BackendError) -> any PolicyBackend in
                    switch settings.kind {
                    case .llamacpp:
                        try LlamaCppPolicy(
                            client: client,
                            model: settings.model,
                            contextLength: configuration.policy.context,
                            forcedScoring: configuration.policy.scoring == .forced,
                            templateArguments: template,
                            extraBody: extra
                        )
                    case .sglang:
                        try SGLangPolicy(
                            client: client,
                            model: configuration.servedModel(settings.model, weights),
                            contextLength: configuration.policy.context,
                            deterministic: configuration.policy.isDeterministic,
                            templateArguments: template,
                            extraBody: extra
                        )
                    case .openai:
                        try openai(client, settings, extra, text)
                    default:
                        try VLLMPolicy(
                            client: client,
                            model: configuration.servedModel(settings.model, weights),
                            contextLength: configuration.policy.context,
                            templateArguments: template,
                            extraBody: extra
                        )
                    }
                }
            }
            return (settings.endpoints, backends)
        }
    }

    private func completionsTemplate() throws -> Inference.RewardTemplate? {
        try configuration.policy.template.map { .file(try textTemplate($0, "policy.template")) }
    }

    private func openai(
        _ client: EndpointClient,
        _ settings: BackendSettings<PolicyBackendKind>,
        _ extra: JSONValue,
        _ template: Inference.RewardTemplate?
    ) throws(BackendError) -> any PolicyBackend {
        guard configuration.policy.interface == .completions, let template else {
            return try OpenAIPolicy(client: client, model: settings.model, extraBody: extra, notice: notice)
        }
        return try OpenAICompletionsPolicy(
            client: client,
            model: settings.model,
            template: template,
            contextLength: configuration.policy.context,
            deterministic: configuration.policy.isDeterministic,
            extraBody: extra
        )
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
    }}
