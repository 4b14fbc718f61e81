import Inference
import Settings

/// Who answers by batches: the same servers and the same bodies as live requests have.
extension BackendFactory {
    func batches() throws -> BatchBackends {
        var batches = BatchBackends()
        let policy = configuration.policy
        if policy.batch != nil, let client = try clients(policy.backend.endpoints, policy.backend.apiKeyEnvironmentName).first {
            let extra = try Server.json(policy.chat.extraBody)
            let chat = try Server.told { () throws(BackendError) in
                try ChatBatch(model: policy.backend.model, client: client, extraBody: extra)
            }
            batches.sampling = .init(client: BatchClient(client), chat: chat)
        }
        for settings in configuration.rewards where settings.batch != nil {
            guard let judge = try judge(settings), let spoken = settings.judge,
                let client = try clients(settings.backend.endpoints, settings.backend.apiKeyEnvironmentName).first
            else { continue }
            let model = settings.backend.model
            let live = JudgeReward(client: client, judge: judge, notice: notice)
            let reward = JudgeBatch(live, model: model, maxTokens: spoken.maxTokens, client: client)
            batches.rewards[settings.name] = .init(client: BatchClient(client), reward: reward)
        }
        return batches
    }
}
