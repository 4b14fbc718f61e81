/// The families of implicit rewards h(y): what the policy's own log-probabilities say a response is worth.
///
/// With l the sum of the response's token log-probabilities under the policy, rho the same sum under the reference (both in nats,
/// the end-of-sequence token included when it was sampled) and T the number of tokens in them.
package enum ImplicitReward: String, CaseIterable, Sendable {
    /// beta * l / T with beta = 1 unless set: what the released scripts of Huang et al. (arXiv 2503.01864) standardize.
    case meanLogprob = "mean_logprob"
    /// beta * l / T (Meng et al., SimPO, arXiv 2405.14734).
    case simpo
    /// beta * (l - rho) (Rafailov et al., Direct Preference Optimization, arXiv 2305.18290).
    case dpo
    /// beta * (l - rho) / T.
    case lengthNormalizedDPO = "length_normalized_dpo"

    /// Whether the policy's log-probabilities are needed; every family of today needs them.
    package var needsPolicy: Bool { true }

    /// Whether the reference's log-probabilities are needed.
    package var needsReference: Bool {
        self == .dpo || self == .lengthNormalizedDPO
    }

    /// The beta of a selection that sets none.
    package var defaultBeta: Double {
        switch self {
        case .meanLogprob: 1
        case .simpo: 2.5
        case .dpo, .lengthNormalizedDPO: 0.1
        }
    }

    /// h(y); not finite when a response of no tokens is divided by its length.
    /// - Parameters:
    ///   - policy: l in nats.
    ///   - reference: rho in nats; not looked at unless `needsReference`.
    package func value(policy: Double, reference: Double, tokens: Int32, beta: Double) -> Double {
        switch self {
        case .meanLogprob, .simpo: beta * policy / Double(tokens)
        case .dpo: beta * (policy - reference)
        case .lengthNormalizedDPO: beta * (policy - reference) / Double(tokens)
        }
    }
}
