package import Ledger
package import Selection
package import Settings

/// A selection to be made on stored facts.
package struct SelectionRequest: Sendable, Hashable {
    package var round: Int
    package var phase: Phase
    /// `base` is the round's own; others are side by side with it.
    package var name: String
    /// As it was configured: what is recorded.
    package var settings: SelectionSettings
    /// The reward whose facts are the table's rewards: the one that ranks, or the first of those an expression reads.
    package var reward: String
    /// The run's other rewards that an expression reads: a response without one of them is not usable.
    package var furtherRewards: [String]
    package var catalogue: ColumnCatalogue
    package var spec: SelectionSpec
    /// Set where responses are chosen one by one; `spec` then says nothing.
    package var members: MemberSpec?
    package var excludesTruncated: Bool
    /// Responses must have log-probs even where the score does not need them, so that every selection of a run starts from the same ones.
    package var requiresLogprobs: Bool
    package var sources: [LogprobSource]
    /// Planned responses per prompt; 0 for imported ones.
    package var samples: Int
    package var reasoning: ReasoningSettings?
    /// The model whose vectors are called `embedding`; empty where there is none.
    package var embeddingModel: String

    package var score: ScoreExpression { spec.score }
    package var implicitReward: Selection.ImplicitReward { members?.implicitReward ?? spec.implicitReward }

    /// What all expressions of the selection read.
    var needs: ExpressionNeeds { members?.needs ?? spec.needs }

    /// The facts it reads, given the round's models.
    func query(_ round: RoundRecord) -> AnswerQuery {
        let needsPolicy = (members?.needsPolicyLogprobs ?? spec.needsPolicyLogprobs) || requiresLogprobs
        let needsReference =
            (members?.needsReferenceLogprobs ?? spec.needsReferenceLogprobs) || (requiresLogprobs && implicitReward.needsReference)
        return AnswerQuery(
            round: round.round,
            phase: phase,
            samples: samples,
            reward: reward,
            furtherRewards: furtherRewards,
            policy: needsPolicy ? round.policy : nil,
            reference: needsReference ? round.reference : nil,
            weightVersion: round.weightVersion,
            referenceVersion: round.referenceVersion,
            sources: sources,
            excludesTruncated: excludesTruncated,
            columns: columns
        )
    }

    /// What is read beside the answers themselves.
    private var columns: AnswerColumns {
        let needs = needs
        let vectors = needs.vectors.union(members?.vectorNames ?? spec.vectorNames)
        var names = needs.requiredColumns
        if members == nil, spec.needsRefusals { names.insert("refusal") }
        return AnswerColumns(
            names: names,
            rewards: catalogue.rewards,
            judges: catalogue.judges.filter { needs.preferences.contains(ColumnCatalogue.written($0)) },
            references: catalogue.references,
            vectors: vectors,
            groups: Set(needs.groups.map(\.rawValue)),
            embeddingModel: embeddingModel,
            reasoning: reasoning.map { ($0.open, $0.close) }
        )
    }
}
