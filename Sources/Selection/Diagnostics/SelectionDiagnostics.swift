/// What a set of pairs is like before a trainer sees it. Each part is nil where its facts are missing.
package struct SelectionDiagnostics: Sendable, Hashable {
    package let pairs: Int
    package let ranking: RankingDiagnostics
    package let length: LengthDiagnostics?
    package let votes: VoteDiagnostics?
    /// Mean of l - rho over the policy's own responses, an estimate of its divergence from the reference in nats (Ahrabian et al., The
    /// Hitchhiker's Guide to Human Alignment with *PO, arXiv 2407.15229).
    package let divergence: Double?
    /// The part of the pairs both of whose responses were written by the same (Wang et al., More is Less, arXiv 2504.02193: pairs of
    /// different writers teach to tell the writers apart).
    package let sameSource: Double?
    /// Distinct chosen and distinct rejected responses, as they become labels where pairs are taken apart.
    package let balance: MemberBalance

    /// - Parameters:
    ///   - pairs: the kept ones, as a rule.
    ///   - answers: the table they were selected from; rewards of several models stand in its columns `r.NAME`, whether a response is the
    ///     policy's own in `on_policy` (all are where there is no such column), who wrote it in the groups `source`.
    ///   - beta: of the training to come, above 0.
    ///   - noise: a gap of reference log-probabilities up to which a pair counts as noisy, in nats.
    package init(_ pairs: [SelectedPair], of answers: AnswerTable, beta: Double, noise: Double = 3) {
        self.pairs = pairs.count
        ranking = RankingDiagnostics(pairs, answers, beta: beta, delta: noise)
        length = LengthDiagnostics(pairs, answers)
        votes = VoteDiagnostics(pairs, answers)
        divergence = Self.divergence(answers)
        let sources = answers.responseGroups["source"]
        sameSource = sources.flatMap { sources in
            pairs.isEmpty ? nil : Double(pairs.count { sources[$0.chosen] == sources[$0.rejected] }) / Double(pairs.count)
        }
        balance = MemberBalance(accepted: Set(pairs.map(\.chosen)).count, rejected: Set(pairs.map(\.rejected)).count)
    }

    private static func divergence(_ answers: AnswerTable) -> Double? {
        let own = answers.responseColumns["on_policy"]
        var sum = 0.0
        var count = 0
        for answer in 0..<answers.answerCount where own.map({ $0[answer] == 1 }) ?? true {
            let ratio = answers.policyLogprobs[answer] - answers.referenceLogprobs[answer]
            guard ratio.isFinite else { continue }
            sum += ratio
            count += 1
        }
        return count > 0 ? sum / Double(count) : nil
    }
}
