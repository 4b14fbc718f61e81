import Scheduling

/// A judge whose questions go out in a batch's file: its bodies, its verdicts, and its failure classes are those of `JudgeReward`.
package struct JudgeBatch: DeferredReward {
    package let model: String
    package let contract: String
    package let batching: RewardBatching
    package let maxTokens: Int
    private let judge: Judge
    private let replies: LineReplies

    /// - Parameters:
    ///   - reward: The same judge for live requests.
    ///   - model: Its model.
    ///   - maxTokens: Most tokens of its replies.
    ///   - client: The provider's.
    package init(_ reward: JudgeReward, model: String, maxTokens: Int, client: EndpointClient) {
        self.model = model
        self.maxTokens = maxTokens
        contract = reward.contract
        batching = reward.batching
        judge = reward.judge
        replies = LineReplies(client)
    }

    package func bodies(for request: RewardRequest, leavingOut fields: Set<String>) throws(BackendError) -> [[UInt8]] {
        let leftOut = Self.fields(fields)
        return try judge.questions(for: request).map { judge.body($0, leftOut: leftOut) }
    }

    package func answer(_ lines: [BatchLine], to request: RewardRequest, leftOut fields: Set<String>) -> RewardAnswer {
        var verdicts: [JudgeVerdict] = []
        let name = ServedName(asked: model)
        for line in lines {
            switch replies.reply(line) {
            case .failure(let error): return .failed(error)
            case .success(let reply):
                if let field = refusal(reply, Self.fields(fields)) { return .refusedField(field.rawValue) }
                do {
                    verdicts.append(try reply.read { try JudgeVerdict(body: $0.body, form: judge.form, model: name) })
                } catch {
                    return .failed(error)
                }
            }
        }
        do {
            return .values(try judge.values(of: verdicts, for: request))
        } catch {
            return .failed(error)
        }
    }

    private func refusal(_ reply: EndpointReply, _ leftOut: Set<JudgeField>) -> JudgeField? {
        guard [400, 422, 501].contains(reply.response.status), let complaint = ServerComplaint(body: reply.response.body) else {
            return nil
        }
        return JudgeField.named(in: complaint, leftOut: leftOut)
    }

    private static func fields(_ names: Set<String>) -> Set<JudgeField> {
        Set(names.compactMap { JudgeField(rawValue: $0) })
    }
}
