/// What a selection of responses is to do.
package struct MemberSpec: Sendable, Hashable {
    package var rule: MemberRule
    /// For `acceptReject`: what is accepted; nil: a reward of at least the prompt's mean. What it has no value for is not.
    package var accept: ResponseCondition?
    /// For `acceptReject`: what is rejected of the rest; nil: all of it.
    package var reject: ResponseCondition?
    /// Takes the place of the table's rewards; a response for which it has no value takes no part. Nil: the table's.
    package var reward: ResponseExpression?
    package var implicitReward: ImplicitReward
    /// The factor of the implicit reward; above 0.
    package var beta: Double
    /// Is subtracted from the reward for every token; 0: nothing is.
    package var lengthPenalty = 0.0
    /// What prompts are ranked by: of columns of prompts, or else its value for the prompt's first response. Nil: `a_min` of the rewards.
    package var promptScore: ResponseExpression?
    package var prefer = ScoreOrder.high
    package var keep: Keep
    package var runSeed: Int
    /// Counted from 1.
    package var round: Int

    /// - Parameter beta: the family's default unless given.
    package init(
        rule: MemberRule,
        implicitReward: ImplicitReward = .meanLogprob,
        beta: Double? = nil,
        keep: Keep = .all,
        runSeed: Int,
        round: Int
    ) {
        self.rule = rule
        self.implicitReward = implicitReward
        self.beta = beta ?? implicitReward.defaultBeta
        self.keep = keep
        self.runSeed = runSeed
        self.round = round
    }

    /// What all of its expressions read together.
    package var needs: ExpressionNeeds {
        var needs = ExpressionNeeds()
        for expression in [reward, promptScore] {
            if let expression { needs = needs.union(expression.needs) }
        }
        for condition in [accept, reject] {
            if let condition, rule == .acceptReject { needs = needs.union(condition.needs) }
        }
        return needs
    }

    /// Whether every response must come with its log-probability under the policy.
    package var needsPolicyLogprobs: Bool {
        let needs = needs
        return needs.policyLogprobs || (needs.implicitReward && implicitReward.needsPolicy)
    }

    /// Whether every response must come with its log-probability under the reference.
    package var needsReferenceLogprobs: Bool {
        let needs = needs
        return needs.referenceLogprobs || (needs.implicitReward && implicitReward.needsReference)
    }

    /// The names of the vectors its rule compares responses with.
    package var vectorNames: Set<String> {
        guard case .activeMultiPreference(_, let choice) = rule, let name = choice.vectors else { return [] }
        return [name]
    }

    /// Refuses numbers without meaning, and tables without what the rule reads.
    func check(_ answers: AnswerTable) throws(SelectionError) {
        guard beta.isFinite, beta > 0 else { throw .invalidBeta(beta) }
        if let problem = keep.problem { throw .invalidKeep(problem) }
        if let problem = rule.problem { throw .invalidRule(problem) }
        guard lengthPenalty.isFinite else {
            throw .invalidRule("the length penalty is \(lengthPenalty): it must be a finite number")
        }
        try answers.check(needs)
        try answers.checkVectors(vectorNames)
        try answers.checkResponses(rewards: reward == nil, policy: needsPolicyLogprobs, reference: needsReferenceLogprobs)
    }

    /// Computes expressions over the responses of a table.
    func evaluator(_ table: AnswerTable) -> ResponseEvaluator {
        ResponseEvaluator(table, implicitReward: implicitReward, beta: beta, runSeed: runSeed, round: round)
    }
}
