/// Which pairs of one prompt's responses are candidates.
///
/// Ranks are by reward, best first, equal rewards by sample; the chosen response is the one with the larger reward unless said otherwise.
package enum Pairing: String, CaseIterable, Sendable {
    /// Every (chosen, rejected) in which the chosen response has the larger reward.
    case allPairs = "all_pairs"
    /// The best response against the worst, by reward; equal extremes go to the earlier sample. The pipeline that Huang et al.
    /// (arXiv 2503.01864) released and eva (Ye et al., arXiv 2411.00062) use.
    case bestWorst = "best_worst"
    /// The best response against each other one: the pairs of Curry-DPO (Pattnaik et al., arXiv 2403.07230).
    case topVersusRest = "top_vs_rest"
    /// Each rank against the next, as ranked pairs of Online Self-Preferring Language Models (arXiv 2405.14103) may be made.
    case adjacent
    /// Every correct response against every wrong one, whatever their rewards: Iterative Reasoning Preference Optimization (Pang et al.,
    /// arXiv 2404.19733). A prompt all or none of whose responses are correct has no pair.
    case correctWrong = "correct_wrong"
    /// The rarest of the good responses against the commonest of the bad ones: Diverse Preference Optimization (Lanchantin et al.,
    /// arXiv 2501.18101); see `DiversePairing`.
    case diverse = "divpo"
}
