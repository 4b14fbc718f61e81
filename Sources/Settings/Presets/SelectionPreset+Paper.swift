/// The scores of the paper, and close relatives.
extension SelectionPreset {
    private static let map = "Huang et al., Larger or Smaller Reward Margins to Select Preferences for LLM Alignment?, arXiv 2503.01864"

    static let paper: [SelectionPreset] = [
        SelectionPreset("map", "pairs of the most alignment potential", source: map, "{score: map, keep: {ratio: 0.4}}"),
        SelectionPreset("explicit", "pairs of the largest explicit margin, M_+", source: map, "{score: dr, keep: {ratio: 0.4}}"),
        SelectionPreset("implicit", "pairs of the smallest implicit margin, M_-", source: map, "{score: -abs(dh), keep: {ratio: 0.4}}"),
        SelectionPreset("random", "a random choice of pairs", source: map, "{score: random(), keep: {ratio: 0.4}}"),
        SelectionPreset(
            "best_worst",
            "the best answer against the worst, all prompts",
            source: "Ye et al., eva, arXiv 2411.00062; Meng et al., SimPO, arXiv 2405.14734",
            "{pairing: best_worst, score: dr, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "small_margin",
            "pairs of small implicit margin; with `annotate` before anything is scored",
            source: "Yang et al., Not All Preference Pairs Are Created Equal, arXiv 2406.17312",
            "{score: -abs(dh), keep: {ratio: 0.4}}"
        ),
        SelectionPreset(
            "clear_reference",
            "pairs the reference tells apart most",
            source: "Clear Preferences Leave Traces, arXiv 2501.15109 (the score is ours: the abstract gives no formula)",
            "{score: abs(dref), implicit_reward: dpo, keep: {ratio: 0.4}}"
        ),
        SelectionPreset(
            "compo_clean",
            "pairs whose reference log-probs differ by more than 3 nats",
            source: "ComPO: Preference Alignment via Comparison Oracles, arXiv 2505.05465",
            "{where: abs(dref) > 3, score: dr, implicit_reward: dpo, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "compo_noisy",
            "the others, for a trainer that bears noise",
            source: "ComPO: Preference Alignment via Comparison Oracles, arXiv 2505.05465",
            "{where: abs(dref) <= 3, score: dr, implicit_reward: dpo, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "repo",
            "pairs that a ReLU loss with margin 0.5 still learns from",
            source: "RePO: ReLU-based Preference Optimization, arXiv 2503.07426",
            "{where: dlbar < 0.5, score: dr, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "learnable",
            "pairs whose order DPO can learn",
            source: "Chen et al., Preference Learning Algorithms Do Not Learn Preference Rankings, arXiv 2405.19534",
            "{where: dr / beta > c_rank, score: dr, implicit_reward: dpo, keep: {ratio: 1.0}}"
        ),
    ]
}
