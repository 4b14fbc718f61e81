/// Whether models already rank the pairs as the rewards do, and whether training can make them (Chen et al., Preference Learning
/// Algorithms Do Not Learn Preference Rankings, arXiv 2405.19534).
package struct RankingDiagnostics: Sendable, Hashable {
    /// The part of the pairs with l(chosen) > l(rejected); nil where a log-probability under the policy is not known.
    package let policyAccuracy: Double?
    /// The same under the reference.
    package let referenceAccuracy: Double?
    /// The part of the pairs that a policy trained to the optimum would rank right: dr / beta > rho(rejected) - rho(chosen), taking dr for
    /// the log-odds of the preference.
    package let idealAccuracy: Double?
    /// The part of the pairs the reference hardly tells apart: abs(rho(chosen) - rho(rejected)) at most `delta`, noise to ComPO
    /// (Chen et al., arXiv 2505.05465).
    package let noisyShare: Double?

    /// How far the policy is from what it could rank right.
    package var alignmentGap: Double? {
        guard let idealAccuracy, let policyAccuracy else { return nil }
        return idealAccuracy - policyAccuracy
    }

    init(_ pairs: [SelectedPair], _ answers: AnswerTable, beta: Double, delta: Double) {
        let policy = Self.gaps(pairs, answers.policyLogprobs)
        let reference = Self.gaps(pairs, answers.referenceLogprobs)
        policyAccuracy = policy.map { Self.share(of: $0) { $0 > 0 } }
        referenceAccuracy = reference.map { Self.share(of: $0) { $0 > 0 } }
        noisyShare = reference.map { Self.share(of: $0) { abs($0) <= delta } }
        idealAccuracy = reference.map { gaps in
            Double(zip(pairs, gaps).count { $0.explicitMargin / beta > -$1 }) / Double(pairs.count)
        }
    }

    /// Chosen minus rejected; nil without pairs or where one is not known.
    private static func gaps(_ pairs: [SelectedPair], _ logprobs: [Double]) -> [Double]? {
        let gaps = pairs.map { logprobs[$0.chosen] - logprobs[$0.rejected] }
        return gaps.isEmpty || gaps.contains { !$0.isFinite } ? nil : gaps
    }

    private static func share(of gaps: [Double], where condition: (Double) -> Bool) -> Double {
        Double(gaps.count(where: condition)) / Double(gaps.count)
    }
}
