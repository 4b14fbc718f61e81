/// A kind of fact that a feature is computed from.
package enum FeatureNeed: Sendable, Hashable {
    case policyLogprobs
    case referenceLogprobs
    /// Log-probabilities under models with names, which came with imported responses.
    case references
    /// What the selection's own family of implicit rewards takes.
    case implicitReward
    /// So many reward models, each with a name, or more.
    case rewards(Int)
    case judge
    case embeddings
    case tags
    case metadata
    case severalSources
    case ages

    /// What it is, for people.
    package var description: String {
        switch self {
        case .policyLogprobs: "log-probabilities under the policy"
        case .referenceLogprobs: "log-probabilities under a reference"
        case .references: "imported log-probabilities under models with names"
        case .implicitReward: "the log-probabilities of the implicit reward's family"
        case .rewards(let count): count == 1 ? "a reward model with a name" : "\(count) reward models or more"
        case .judge: "a judge that compares responses"
        case .embeddings: "an endpoint for embeddings"
        case .tags: "tagged prompts"
        case .metadata: "prompts with metadata"
        case .severalSources: "responses of more than one source"
        case .ages: "the rounds in which responses were sampled"
        }
    }

    /// Whether a run has it.
    package func isMet(by inventory: FactInventory) -> Bool {
        switch self {
        case .policyLogprobs: inventory.hasPolicyLogprobs
        case .referenceLogprobs: inventory.hasReferenceLogprobs
        case .references: !inventory.references.isEmpty
        case .implicitReward:
            (inventory.hasPolicyLogprobs || !inventory.implicitReward.needsPolicy)
                && (inventory.hasReferenceLogprobs || !inventory.implicitReward.needsReference)
        case .rewards(let count): inventory.rewards.count >= count
        case .judge: !inventory.judges.isEmpty
        case .embeddings: inventory.hasEmbeddings
        case .tags: !inventory.tags.isEmpty
        case .metadata: !inventory.metadata.isEmpty
        case .severalSources: inventory.hasSeveralSources
        case .ages: inventory.hasAges
        }
    }
}
