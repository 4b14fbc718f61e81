package import Ledger
package import Selection

/// A selection to be made on stored facts.
package struct SelectionRequest: Sendable, Hashable {
    package var round: Int
    package var phase: Phase
    /// `base` is the round's own; others are side by side with it.
    package var name: String
    package var reward: String
    package var pairing: Pairing
    package var implicitReward: ImplicitReward
    package var beta: Double
    package var score: ScoreExpression
    package var filter: FilterExpression?
    package var keep: Keep
    package var excludesTruncated: Bool
    /// Responses must have log-probs even where the score does not need them, so that every selection of a run starts from the same ones.
    package var requiresLogprobs: Bool
    package var sources: [LogprobSource]
    /// Planned responses per prompt; 0 for imported ones.
    package var samples: Int
    package var runSeed: Int

    package init(
        round: Int,
        phase: Phase = .base,
        name: String,
        reward: String,
        pairing: Pairing,
        implicitReward: ImplicitReward,
        beta: Double? = nil,
        score: ScoreExpression,
        filter: FilterExpression?,
        keep: Keep,
        excludesTruncated: Bool,
        requiresLogprobs: Bool,
        sources: [LogprobSource],
        samples: Int,
        runSeed: Int
    ) {
        self.round = round
        self.phase = phase
        self.name = name
        self.reward = reward
        self.pairing = pairing
        self.implicitReward = implicitReward
        self.beta = beta ?? implicitReward.defaultBeta
        self.score = score
        self.filter = filter
        self.keep = keep
        self.excludesTruncated = excludesTruncated
        self.requiresLogprobs = requiresLogprobs
        self.sources = sources
        self.samples = samples
        self.runSeed = runSeed
    }

    /// What the selection room is asked.
    var spec: SelectionSpec {
        SelectionSpec(
            pairing: pairing,
            implicitReward: implicitReward,
            beta: beta,
            score: score,
            filter: filter,
            keep: keep,
            runSeed: runSeed,
            round: round
        )
    }

    /// The facts it reads, given the round's models.
    func query(_ round: RoundRecord) -> AnswerQuery {
        let needsPolicy = spec.needsPolicyLogprobs || requiresLogprobs
        let needsReference = spec.needsReferenceLogprobs || (requiresLogprobs && implicitReward.needsReference)
        return AnswerQuery(
            round: round.round,
            phase: phase,
            samples: samples,
            reward: reward,
            policy: needsPolicy ? round.policy : nil,
            reference: needsReference ? round.reference : nil,
            weightVersion: round.weightVersion,
            referenceVersion: round.referenceVersion,
            sources: sources,
            excludesTruncated: excludesTruncated
        )
    }
}
