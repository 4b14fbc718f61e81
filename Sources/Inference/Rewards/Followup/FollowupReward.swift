import JSONCursor
package import Scheduling

/// A language model that was trained for nothing of the kind as reward model: how much likelier it finds it that the user goes on content
/// than discontent once the response is given (Zhang et al. 2024, "Aligning Language Models Using Follow-up Likelihood as Reward Signal").
///
///     r(x, y) = mean over f in F+ of lp(f | x, y) - mean over f in F- of lp(f | x, y)
///
/// where lp is the mean log-prob per token of the follow-up f as the user's next turn, in nats.
package struct FollowupReward: RewardBackend {
    package let contract = "followup"
    package let batching = RewardBatching.single

    private let model: any PolicyBackend
    private let followups: Followups

    package init(model: any PolicyBackend, followups: Followups) {
        self.model = model
        self.followups = followups
    }

    package func probe() async throws -> BackendProbe { try await model.probe() }

    package func load() async throws -> ServerLoad? { try await model.load() }

    package func score(prompt: [Message], responses: [String]) async throws -> [Double] {
        try await rewards(RewardRequest(messages: prompt, responses: responses)).map(\.score)
    }

    package func rewards(_ request: RewardRequest) async throws -> [RewardValue] {
        var values: [RewardValue] = []
        for response in request.responses {
            let answered = request.messages + [Message(role: "assistant", content: response)]
            let silent = try await tokens(of: answered, followedBy: "")
            let positive = try await logprobs(followups.positive, answered, silent)
            let negative = try await logprobs(followups.negative, answered, silent)
            let details = RewardDetails.json([
                .init("positive", .array(positive.map { .double($0) })), .init("negative", .array(negative.map { .double($0) })),
            ])
            values.append(RewardValue(score: mean(positive) - mean(negative), details: details))
        }
        return values
    }

    private func logprobs(_ texts: [String], _ answered: [Message], _ silent: [Int32]) async throws -> [Double] {
        var found: [Double] = []
        for text in texts {
            let spoken = try await tokens(of: answered, followedBy: text)
            guard let span = FollowupSpan.of(spoken, silent: silent) else {
                throw BackendError(.rejected, "the chat template leaves nothing of the follow-up \(Excerpt.of(text, limit: 60))")
            }
            let values = try await model.score(prompt: Array(spoken[..<span.lowerBound]), response: Array(spoken[span]))
            guard values.count == span.count else {
                throw BackendError(.malformedReply, "\(values.count) log-probs came for the \(span.count) tokens of a follow-up")
            }
            guard values.allSatisfy(\.isFinite) else {
                throw BackendError(.notFinite, "a log-prob of a follow-up is not finite")
            }
            found.append(mean(values))
        }
        return found
    }

    private func tokens(of answered: [Message], followedBy text: String) async throws -> [Int32] {
        try await model.promptTokens(of: answered + [Message(role: "user", content: text)])
    }

    private func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }
}
