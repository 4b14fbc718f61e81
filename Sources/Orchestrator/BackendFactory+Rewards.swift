import Inference
import Platform
import Playground
import Settings

/// Reward models: one backend an endpoint.
extension BackendFactory {
    func rewards(_ settings: RewardSettings, policy: (any PolicyBackend)?) throws -> ([String], [any RewardBackend]) {
        switch settings.backend.kind {
        case .imported: return ([], [])
        case .playground: return (["playground"], [try playground(settings)])
        case .rule: return (["rule"], [try rule(settings)])
        case .command: return commands(settings)
        case .followup: return try followup(settings)
        case .vllm, .sglang, .openrlhf, .tei, .triton, .llamacpp, .judge:
            let template = try template(settings, policy)
            let judge = try judge(settings)
            let endpoints = settings.backend.endpoints
            let backends = try clients(endpoints, settings.backend.apiKeyEnvironmentName).map { client in
                try Server.told { () throws(BackendError) in try served(settings, client, template, judge) }
            }
            return (endpoints, backends)
        }
    }

    private func served(
        _ settings: RewardSettings,
        _ client: EndpointClient,
        _ template: Inference.RewardTemplate,
        _ judge: Judge?
    ) throws(BackendError) -> any RewardBackend {
        let model = settings.backend.model
        switch settings.backend.kind {
        case .vllm where settings.contract == .pooling: return try VLLMPoolingReward(client: client, model: model, notice: notice)
        case .sglang: return SGLangClassifyReward(client: client, model: model, input: .text(template), notice: notice)
        case .openrlhf: return OpenRLHFReward(client: client, template: template, notice: notice)
        case .tei: return TEIReward(client: client, input: settings.isPair ? .pair : .text(template), notice: notice)
        case .triton: return try TritonReward(client: client, model: model, template: template, output: settings.output, notice: notice)
        case .llamacpp: return LlamaRerankReward(client: client, model: model, notice: notice)
        case .judge:
            guard let judge else { throw BackendError(.misconfigured, "rewards.\(settings.name).judge is missing") }
            return JudgeReward(client: client, judge: judge, notice: notice)
        default: return try VLLMClassifyReward(client: client, model: model, notice: notice)
        }
    }

    private func playground(_ settings: RewardSettings) throws -> any RewardBackend {
        try Server.told { () throws(BackendError) in
            try PlaygroundReward(
                named: settings.backend.model,
                noise: configuration.playground.noise,
                noiseSeed: Int64(configuration.playground.seed),
                delay: configuration.playground.delay,
                counters: counters
            )
        }
    }

    /// The model is asked as a policy is: it need not be the policy, and often should not.
    private func followup(_ settings: RewardSettings) throws -> ([String], [any RewardBackend]) {
        guard let followup = settings.followup else { throw RunError(.input, "rewards.\(settings.name).followup is missing") }
        let followups = try Server.told { () throws(BackendError) in
            try Followups(positive: followup.positive, negative: followup.negative)
        }
        if followup.server == .playground {
            let model = try Server.told { () throws(BackendError) in
                try PlaygroundPolicy(
                    named: settings.backend.model,
                    contextLength: configuration.playground.context,
                    delay: configuration.playground.delay,
                    counters: counters
                )
            }
            return (["playground"], [FollowupReward(model: model, followups: followups)])
        }
        let endpoints = settings.backend.endpoints
        let backends = try clients(endpoints, settings.backend.apiKeyEnvironmentName).map { client in
            try Server.told { () throws(BackendError) -> any RewardBackend in
                let model: any PolicyBackend =
                    switch followup.server {
                    case .sglang: try SGLangPolicy(client: client, model: settings.backend.model)
                    case .llamacpp: try LlamaCppPolicy(client: client, model: settings.backend.model, forcedScoring: true)
                    case .vllm, .playground: try VLLMPolicy(client: client, model: settings.backend.model)
                    }
                return FollowupReward(model: model, followups: followups)
            }
        }
        return (endpoints, backends)
    }

    private func rule(_ settings: RewardSettings) throws -> any RewardBackend {
        guard let rule = settings.rule else { throw RunError(.input, "rewards.\(settings.name).rule is missing") }
        let kind: RuleKind =
            switch rule.kind {
            case .exact: .exact
            case .contains: .contains
            case .regex: .regex(rule.pattern ?? "")
            case .numeric: .numeric(NumericTolerance(absolute: rule.tolerance))
            }
        return try Server.told { () throws(BackendError) in
            let scores = RuleScores(right: rule.right, wrong: rule.wrong, missing: rule.missing)
            return try RuleReward(kind, answerKey: rule.answerKey, scores: scores)
        }
    }

    /// What a judge is asked, and how its replies are read; nil for a reward of another kind.
    func judge(_ settings: RewardSettings) throws -> Judge? {
        guard let judge = settings.judge else { return nil }
        return try Server.told { () throws(BackendError) in
            let form: JudgeForm =
                switch judge.mode {
                case .pointwise: .pointwise(try JudgeScale(judge.lowest, judge.highest))
                case .pairwise: .pairwise(judge.pairs == .all ? .all : .ring, ties: judge.ties)
                }
            let template = try judge.template.map { path throws(BackendError) in
                guard let bytes = SmallFile.read(path.absolute), let text = String(validating: bytes, as: UTF8.self) else {
                    throw BackendError(
                        .misconfigured,
                        "rewards.\(settings.name).judge.template: \(path.text) cannot be read as a UTF-8 text file"
                    )
                }
                return try JudgeTemplate(text, for: form, name: path.text)
            }
            return try Judge(
                form,
                model: settings.backend.model,
                aggregate: JudgeAggregate(rawValue: judge.aggregate.rawValue) ?? .winrate,
                schedule: judge.schedule == .mergeSort ? .mergeSort : .all,
                template: template,
                isStructured: judge.structured,
                maxTokens: judge.maxTokens
            )
        }
    }

    /// How prompt and response become the text that a text-only reward server reads.
    private func template(_ settings: RewardSettings, _ policy: (any PolicyBackend)?) throws -> Inference.RewardTemplate {
        switch settings.template {
        case .plain, nil: return .plain
        case .file(let path): return .file(try textTemplate(path, "rewards.\(settings.name).template"))
        case .policy:
            switch policy {
            case let renderer as VLLMPolicy: return .policy { try await renderer.conversationText(of: $0) }
            case let renderer as SGLangPolicy: return .policy { try await renderer.conversationText(of: $0) }
            case let renderer as LlamaCppPolicy: return .policy { try await renderer.conversationText(of: $0) }
            default:
                throw RunError(
                    .input,
                    "rewards.\(settings.name).template is policy, but policy.backend \(configuration.policy.backend.kind.rawValue) cannot render "
                        + "its chat template: set it to plain or to a template file"
                )
            }
        }
    }

    func textTemplate(_ path: ConfiguredPath, _ key: String) throws -> TextTemplate {
        guard let bytes = SmallFile.read(path.absolute), let text = String(validating: bytes, as: UTF8.self) else {
            throw RunError(.input, "\(key): \(path.text) cannot be read as a UTF-8 text file")
        }
        return try Server.told { () throws(BackendError) in try TextTemplate(text, name: path.text) }
    }
}
