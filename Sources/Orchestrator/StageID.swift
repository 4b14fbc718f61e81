/// One kind of work of a round.
package enum StageID: Sendable, Hashable {
    /// Draw responses from the policy.
    case sample
    /// Score responses with the reward of this name.
    case reward(String)
    /// Measure the policy's log-probs of responses.
    case policyLogprob
    /// Measure the reference's log-probs of responses.
    case referenceLogprob

    /// The name the ledger's `failure` table knows it by.
    package var name: String {
        switch self {
        case .sample: "sample"
        case .reward(let name): "reward:\(name)"
        case .policyLogprob: "logprob:policy"
        case .referenceLogprob: "logprob:reference"
        }
    }
}
