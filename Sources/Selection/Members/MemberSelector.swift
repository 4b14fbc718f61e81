/// Chooses a round's responses one by one, for trainers that learn from more or less than pairs.
///
/// The order of work is fixed: reward, parts within each prompt, score of the prompts, rank, keep. The result depends on the table and
/// the spec alone: equal input gives bitwise equal output.
package enum MemberSelector {
    package static func select(_ table: AnswerTable, by spec: MemberSpec) throws(SelectionError) -> MemberResult {
        try spec.check(table)
        let answers = try table.rewarding(spec.reward, penalty: spec.lengthPenalty, by: spec.evaluator(table))
        let evaluator = spec.evaluator(answers)
        let isLabelled = spec.rule == .acceptReject
        let chooser = MemberChooser(
            answers: answers,
            rule: spec.rule,
            accepts: isLabelled ? try holds(spec.accept, evaluator) : nil,
            rejects: isLabelled ? try holds(spec.reject, evaluator) : nil
        )
        var scores: [Double]?
        if let expression = spec.promptScore { scores = try evaluator.values(of: expression) }
        var prompts: [MemberPrompt] = []
        var without: [(prompt: Int, reason: MemberReason)] = []
        for prompt in 0..<answers.promptCount {
            switch chooser.members(of: prompt) {
            case .failure(let refusal):
                without.append((prompt, refusal.reason))
            case .success(let members):
                guard let score = score(members, answers, scores), score.isFinite else {
                    without.append((prompt, .notFinite))
                    continue
                }
                prompts.append(MemberPrompt(prompt: prompt, members: members, score: score, rank: 0, reason: .notKept))
            }
        }
        rank(&prompts, spec)
        return MemberResult(prompts: prompts, withoutMembers: without, balance: balance(prompts))
    }

    /// A response: whether a condition holds; what has no value does not. Nil: there is no condition.
    private static func holds(_ condition: ResponseCondition?, _ evaluator: ResponseEvaluator) throws(SelectionError) -> [Bool]? {
        guard let condition else { return nil }
        return try evaluator.values(of: condition).map { $0 ?? false }
    }

    private static func score(_ members: [Member], _ answers: AnswerTable, _ scores: [Double]?) -> Double? {
        if let scores { return members.first.map { scores[$0.response] } }
        return Informativeness.minimum.value(rewards: members.map { answers.rewards[$0.response] }, score: nil)
    }

    private static func rank(_ prompts: inout [MemberPrompt], _ spec: MemberSpec) {
        let scores = prompts.map { spec.prefer == .high ? $0.score : -$0.score }
        for (rank, index) in DescendingOrder.indices(of: scores).enumerated() {
            let place = Int(index)
            prompts[place].rank = rank
            let isKept = spec.keep.keeps(rank: rank, score: prompts[place].score, of: prompts.count)
            prompts[place].reason = isKept ? nil : .notKept
        }
    }

    private static func balance(_ prompts: [MemberPrompt]) -> MemberBalance {
        var (accepted, rejected) = (0, 0)
        for prompt in prompts where prompt.kept {
            accepted += prompt.members.count { $0.label == .accepted }
            rejected += prompt.members.count { $0.label == .rejected }
        }
        return MemberBalance(accepted: accepted, rejected: rejected)
    }
}
