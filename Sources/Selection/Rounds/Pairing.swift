/// Which pairs of one prompt's responses are candidates.
package enum Pairing: String, CaseIterable, Sendable {
    /// Every (chosen, rejected) in which the chosen response has the larger reward.
    case allPairs = "all_pairs"
    /// The best response against the worst, by reward; equal extremes go to the earlier sample. The pipeline that Huang et al.
    /// released and eva use.
    case bestWorst = "best_worst"
}
