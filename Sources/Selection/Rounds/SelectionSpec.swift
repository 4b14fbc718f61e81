/// What a selection of a round is to do.
package struct SelectionSpec: Sendable, Hashable {
    package var pairing: Pairing
    /// For the pairing `divpo`.
    package var diverse = DiversePairing()
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

    /// Whether any expression uses `dh`.
    package var needsImplicitMargin: Bool {
        score.needsImplicitMargin || [filter, flip].contains { $0?.needsImplicitMargin ?? false }
            || quotas.contains { $0.condition.needsImplicitMargin } || columns.contains { $0.needsImplicitMargin }
    }

    /// Whether every response must come with its log-probability under the policy.
    package var needsPolicyLogprobs: Bool {
        (needsImplicitMargin && implicitReward.needsPolicy) || (pairing == .diverse && diverse.measure == .rarity)
    }

    /// Whether every response must come with its log-probability under the reference.
    package var needsReferenceLogprobs: Bool {
        needsImplicitMargin && implicitReward.needsReference
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
