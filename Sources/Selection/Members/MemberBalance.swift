/// How many responses of a set are accepted and rejected, and how a trainer should weigh the two.
package struct MemberBalance: Sendable, Hashable {
    package let accepted: Int
    package let rejected: Int

    package init(accepted: Int, rejected: Int) {
        self.accepted = accepted
        self.rejected = rejected
    }

    /// KTO's weights lambda_D of accepted and lambda_U of rejected responses, with (lambda_D * accepted) / (lambda_U * rejected) in
    /// [1, 4/3] (Ethayarajh et al., arXiv 2402.01306): both 1 if that does, else the scarcer side's raised just enough. Nil when a side
    /// is empty.
    package var weights: (desirable: Double, undesirable: Double)? {
        guard accepted > 0, rejected > 0 else { return nil }
        let ratio = Double(accepted) / Double(rejected)
        if ratio < 1 { return (1 / ratio, 1) }
        if ratio > 4.0 / 3 { return (1, ratio * 3 / 4) }
        return (1, 1)
    }
}
