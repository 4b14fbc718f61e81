/// What a selection of a round is to do.
package struct SelectionSpec: Sendable, Hashable {
    package var pairing: Pairing
    /// For the pairing `correct_wrong`: which responses are correct; nil: those whose reward is above 0. What it has no value for is
    /// neither correct nor wrong.
    package var correct: ResponseCondition?
    /// For the pairing `divpo`.
    package var diverse = DiversePairing()
    /// Takes the place of the table's rewards; a response for which it has no value is in no pair. Nil: the table's.
    package var reward: ResponseExpression?
    package var implicitReward: ImplicitReward
    /// The factor of the implicit reward; above 0.
    package var beta: Double
    package var guards = Guards.none
    package var score: ScoreExpression
    /// Whether the largest score ranks best, or the smallest.
    package var prefer = ScoreOrder.high
    /// The configuration's `where`: only candidates it holds for are scored. Nil lets every candidate through.
    package var filter: FilterExpression?
    /// Pairs it holds for are emitted with their sides swapped, as where most reward models disagree with the one that paired
    /// (Wang et al., Secrets of RLHF II, arXiv 2401.06080).
    package var flip: FilterExpression?
    /// How many pairs a prompt brings at most; at least 1.
    package var pairsPerPrompt = 1
    package var diversity = PairDiversity.none
    package var keep: Keep
    package var quotas: [Quota] = []
    /// Computed for every pair that is ranked, as it is emitted; `z`, `rank` and `quantile` range over all candidates, as in the score.
    package var columns: [NamedExpression] = []
    package var runSeed: Int
    /// Counted from 1.
    package var round: Int

    /// - Parameter beta: the family's default unless given.
    package init(
        pairing: Pairing,
        implicitReward: ImplicitReward,
        beta: Double? = nil,
        score: ScoreExpression,
        filter: FilterExpression? = nil,
        keep: Keep,
        runSeed: Int,
        round: Int
    ) {
        self.pairing = pairing
        self.implicitReward = implicitReward
        self.beta = beta ?? implicitReward.defaultBeta
        self.score = score
        self.filter = filter
        self.keep = keep
        self.runSeed = runSeed
        self.round = round
    }

    /// What all of its expressions read together.
    package var needs: ExpressionNeeds {
        var needs = score.needs
        for expression in [filter, flip] + quotas.map({ $0.condition }) {
            if let expression { needs = needs.union(expression.needs) }
        }
        for column in columns { needs = needs.union(column.needs) }
        if let reward { needs = needs.union(reward.needs) }
        if let correct, pairing == .correctWrong { needs = needs.union(correct.needs) }
        return needs
    }

    /// Whether any expression uses the selection's implicit reward.
    package var needsImplicitMargin: Bool { needs.implicitReward }

    /// Whether every response must come with its log-probability under the policy.
    package var needsPolicyLogprobs: Bool {
        let needs = needs
        return needs.policyLogprobs || (needs.implicitReward && implicitReward.needsPolicy)
            || (pairing == .diverse && diverse.measure == .rarity)
    }

    /// Whether every response must come with its log-probability under the reference.
    package var needsReferenceLogprobs: Bool {
        let needs = needs
        return needs.referenceLogprobs || (needs.implicitReward && implicitReward.needsReference)
    }

    /// The names of the vectors its rules compare responses with.
    package var vectorNames: Set<String> {
        var names: Set<String> = []
        if guards.nearIdentical != nil { names.insert(guards.nearIdenticalVectors) }
        if diversity.maximalSimilarity != nil, pairsPerPrompt > 1 { names.insert(diversity.vectors) }
        if pairing == .diverse, case .distance(let vectors) = diverse.measure { names.insert(vectors) }
        return names
    }

    /// Whether it needs the response column `refusal`.
    package var needsRefusals: Bool { guards.refusals != .allow }

    /// Computes expressions over the responses of a table.
    func evaluator(_ table: AnswerTable) -> ResponseEvaluator {
        ResponseEvaluator(table, implicitReward: implicitReward, beta: beta, runSeed: runSeed, round: round)
    }

    /// Refuses numbers without meaning.
    func check() throws(SelectionError) {
        guard beta.isFinite, beta > 0 else { throw .invalidBeta(beta) }
        guard pairsPerPrompt >= 1 else { throw .invalidRule("pairs_per_prompt is \(pairsPerPrompt): it must be at least 1") }
        if let problem = keep.problem { throw .invalidKeep(problem) }
        let problem = guards.problem ?? diversity.problem ?? quotas.lazy.compactMap(\.problem).first
        if let problem { throw .invalidRule(problem) }
        if pairing == .diverse, let problem = diverse.problem { throw .invalidRule(problem) }
    }
}
