/// How log-probabilities become the policy's own reward h; l and rho are the policy's and the reference's sums over T tokens.
package enum ImplicitReward: String, Sendable, Hashable, CaseIterable {
    /// l / T (arXiv 2503.01864's released scripts).
    case meanLogprob = "mean_logprob"
    /// beta l / T (arXiv 2405.14734).
    case simpo
    /// beta (l - rho) (arXiv 2305.18290).
    case dpo
    /// beta (l - rho) / T.
    case lengthNormalizedDPO = "length_normalized_dpo"

    package var needsReference: Bool {
        switch self {
        case .meanLogprob, .simpo: false
        case .dpo, .lengthNormalizedDPO: true
        }
    }
}
