/// How much a prompt teaches, judged from the rewards r1 >= r2 >= ... >= rn of its responses.
///
/// The measures of eva's creator (Ye et al., Evolving Alignment via Asymmetric Self-Play, arXiv 2411.00062), in the unit of the
/// reward model (`variance` in its square), and the metric of this tool.
package enum Informativeness: String, CaseIterable, Sendable {
    /// r1 - rn, eva's default.
    case minimum = "a_min"
    /// r1 - mean.
    case average = "a_avg"
    /// r1 - r2.
    case secondBest = "a_dts"
    /// The population variance.
    case variance
    case mean
    /// The score of the prompt's best candidate pair.
    case alignmentPotential = "m_ap"

    /// The informativeness of one prompt; nil when it has no reward, or for `m_ap` when it has no candidate pair.
    /// - Parameters:
    ///   - rewards: in any fixed order; one reward alone has margins and variance 0.
    ///   - score: the score of the prompt's best candidate pair.
    package func value(rewards: [Double], score: Double?) -> Double? {
        if self == .alignmentPotential { return score }
        let descending = rewards.sorted(by: >)
        guard let best = descending.first, let worst = descending.last else { return nil }
        let mean = descending.reduce(0, +) / Double(descending.count)
        switch self {
        case .minimum: return best - worst
        case .average: return best - mean
        case .secondBest: return descending.count > 1 ? best - descending[1] : 0
        case .variance: return descending.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(descending.count)
        case .mean: return mean
        case .alignmentPotential: return score
        }
    }
}
