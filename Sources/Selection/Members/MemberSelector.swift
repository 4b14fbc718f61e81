/// Chooses a round's responses one by one, for trainers that learn from more or less than pairs.
///
/// The order of work is fixed: reward, parts within each prompt, score of the prompts, rank, keep. The result depends on the table and
/// the spec alone: equal input gives bitwise equal output.
package enum MemberSelector {
    package static func select(_ table: AnswerTable, by spec: MemberSpec) throws(SelectionError) -> MemberResult {
        try spec.check(table)
        try table.checkRewards()
        let answers = table.charging(spec.lengthPenalty)
        let chooser = MemberChooser(answers: answers, rule: spec.rule, accepts: nil, rejects: nil)
        var prompts: [MemberPrompt] = []
        var without: [(prompt: Int, reason: MemberReason)] = []
        for prompt in 0..<answers.promptCount {
            switch chooser.members(of: prompt) {
            case .failure(let refusal):
                without.append((prompt, refusal.reason))
            case .success(let members):
                guard let score = score(members, answers, spec), score.isFinite else {
                    without.append((prompt, .notFinite))
                    continue
                }
                prompts.append(MemberPrompt(prompt: prompt, members: members, score: score, rank: 0, reason: .notKept))
            }
        }
        rank(&prompts, spec)
        return MemberResult(prompts: prompts, withoutMembers: without, balance: balance(prompts))
    }

    private static func score(_ members: [Member], _ answers: AnswerTable, _ spec: MemberSpec) -> Double? {
        spec.promptScore.value(rewards: members.map { answers.rewards[$0.response] }, score: nil)
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
