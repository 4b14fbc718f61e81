/// Which facts a selection reads: of which round, scored by which reward, measured under which models.
package struct AnswerQuery: Sendable, Hashable {
    package var round: Int
    package var phase: Phase
    /// Planned responses per prompt; 0 where responses were imported and their own number is the plan.
    package var samples: Int
    package var reward: String
    /// Rewards a response must have besides.
    package var furtherRewards: [String]
    /// The models whose log-probs are needed; nil where the score needs none.
    package var policy: String?
    package var reference: String?
    package var weightVersion: String
    package var referenceVersion: String
    /// The log-probs that count, never a mixture of sampled and measured ones.
    package var sources: [LogprobSource]
    /// Leave out responses cut off at the token limit.
    package var excludesTruncated: Bool
    package var columns: AnswerColumns

    package init(
        round: Int,
        phase: Phase = .base,
        samples: Int,
        reward: String,
        furtherRewards: [String] = [],
        policy: String?,
        reference: String?,
        weightVersion: String,
        referenceVersion: String = "",
        sources: [LogprobSource],
        excludesTruncated: Bool,
        columns: AnswerColumns = .none
    ) {
        self.round = round
        self.phase = phase
        self.samples = samples
        self.reward = reward
        self.furtherRewards = furtherRewards
        self.policy = policy
        self.reference = reference
        self.weightVersion = weightVersion
        self.referenceVersion = referenceVersion
        self.sources = sources
        self.excludesTruncated = excludesTruncated
        self.columns = columns
    }
}
