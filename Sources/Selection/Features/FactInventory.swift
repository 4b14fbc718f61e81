/// What kinds of facts a run has, or will have by its configuration.
package struct FactInventory: Sendable, Hashable {
    /// The reward models' names.
    package var rewards: [String] = []
    /// The names of judges that compare responses.
    package var judges: [String] = []
    /// The models, other than the policy, whose log-probabilities responses came with.
    package var references: [String] = []
    package var hasPolicyLogprobs = false
    package var hasReferenceLogprobs = false
    /// The family of the selection in question.
    package var implicitReward = ImplicitReward.meanLogprob
    package var hasEmbeddings = false
    /// The tags that prompts have.
    package var tags: [String] = []
    /// The names under which prompts have numbers as metadata.
    package var metadata: [String] = []
    /// Whether responses come from more than one source.
    package var hasSeveralSources = false
    /// Whether it is known in which round and by which policy a response was sampled.
    package var hasAges = false

    package init() {}

    /// The names that expressions of this run may use.
    package var catalogue: ColumnCatalogue { ColumnCatalogue(rewards: rewards, judges: judges, references: references) }
}
