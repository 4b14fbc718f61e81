/// What preference training of the playground's policy makes small, one term a pair.
///
/// With l the sum of a response's log-probs under the policy, rho under the reference, T its tokens, `<eos>` included:
///
/// | loss | term | source |
/// |---|---|---|
/// | dpo | −log sigmoid(beta · ((l_w − rho_w) − (l_l − rho_l))) | Rafailov et al., arXiv 2305.18290, equation 7 |
/// | simpo | −log sigmoid(beta · (l_w / T_w − l_l / T_l) − gamma) | Meng et al., arXiv 2405.14734, equation 6 |
package enum PlaygroundLoss: String, Sendable, Hashable, CaseIterable {
    case dpo
    case simpo

    /// Whether log-probs under a reference model are needed.
    package var needsReference: Bool { self == .dpo }
}
