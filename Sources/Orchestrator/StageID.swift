import Ledger

/// One kind of work of a round.
package enum StageID: Sendable, Hashable {
    /// Draw responses from the policy.
    case sample
    /// Draw rewrites of prompts from the rewriting model.
    case rewrite
    /// Score responses with the reward of this name.
    case reward(String)
    /// Turn responses into vectors.
    case embedding
    /// Measure the policy's log-probs of responses.
    case policyLogprob
    /// Measure the reference's log-probs of responses.
    case referenceLogprob

    /// Its work is the round's plan, by position; that of the others is the round's responses, by id.
    var readsPlan: Bool { self == .sample || self == .rewrite }

    /// The name the ledger's `failure` table knows it by.
    package var name: String {
        switch self {
        case .sample: "sample"
        case .rewrite: "rewrite"
        case .reward(let name): "reward:\(name)"
        case .embedding: Ledger.embeddingStage
        case .policyLogprob: "logprob:policy"
        case .referenceLogprob: "logprob:reference"
        }
    }
}
