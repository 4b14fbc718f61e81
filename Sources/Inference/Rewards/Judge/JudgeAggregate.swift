/// How a response's comparisons become its reward. P(i, j) is the probability that i is better than j, free of the order.
///
/// The notions are those of dueling bandits (Bengs et al. 2021, "Preference-based Online Learning with Dueling Bandits: A Survey").
package enum JudgeAggregate: String, Sendable, Hashable, CaseIterable {
    /// The mean of P(i, j) over the others it was compared with, from 0 to 1 (Swamy et al. 2024, "A Minimaximalist Approach to RLHF").
    case winrate
    /// The sum of P(i, j): the expected number of others it beats.
    case borda
    /// The number of others with P(i, j) above one half; exactly one half counts one half.
    case copeland

    /// - Parameter shares: P(i, j), one for each of the others.
    func score(_ shares: [Double]) -> Double {
        switch self {
        case .winrate: shares.reduce(0, +) / Double(max(1, shares.count))
        case .borda: shares.reduce(0, +)
        case .copeland: shares.reduce(0) { $0 + ($1 > 0.5 ? 1 : $1 == 0.5 ? 0.5 : 0) }
        }
    }
}
