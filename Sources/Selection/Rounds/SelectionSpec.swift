/// What a selection of a round is to do.
package struct SelectionSpec: Sendable, Hashable {
    package var pairing: Pairing
    package var implicitReward: ImplicitReward
    /// The factor of the implicit reward; above 0.
    package var beta: Double
    package var score: ScoreExpression
    /// The configuration's `where`: only candidates it holds for are scored. Nil lets every candidate through.
    package var filter: FilterExpression?
    package var keep: Keep
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

    /// Whether score or filter use `dh`.
    package var needsImplicitMargin: Bool {
        score.needsImplicitMargin || (filter?.needsImplicitMargin ?? false)
    }

    /// Whether every response must come with its log-probability under the policy.
    package var needsPolicyLogprobs: Bool {
        needsImplicitMargin && implicitReward.needsPolicy
    }

    /// Whether every response must come with its log-probability under the reference.
    package var needsReferenceLogprobs: Bool {
        needsImplicitMargin && implicitReward.needsReference
    }
}
