/// How much a pair counts: margins, soft labels, weights.
extension SelectionPreset {
    static let columnPresets: [SelectionPreset] = [
        SelectionPreset(
            "odpo",
            "an offset of the loss from the margin",
            source: "Amini et al., Direct Preference Optimization with an Offset, arXiv 2402.10571",
            "{pairing: best_worst, score: dr, columns: {offset: log(dr), margin: dr}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "mmpo",
            "a soft label from the margin",
            source: "Kim et al., Margin Matching Preference Optimization, arXiv 2410.03145",
            "{pairing: best_worst, score: dr, columns: {soft_label: sigmoid(dr)}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "osp",
            "all neighbours in the order of rewards, each with its strength",
            source: "Online Self-Preferring Language Models, arXiv 2405.14103",
            "{pairing: adjacent, pairs_per_prompt: 1000, score: dr, columns: {soft_label: sigmoid(dr)}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "mappo",
            "a prior gap in [0, 1] from the margin",
            source: "MaPPO: Maximum a Posteriori Preference Optimization with Prior Knowledge, arXiv 2507.21183",
            "{pairing: best_worst, score: dr, columns: {prior_gap: 2 * sigmoid(dr) - 1}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "wpo",
            "a weight from how likely the policy finds both answers (an approximation: servers give no full distribution)",
            source: "Zhou et al., WPO: Enhancing RLHF with Weighted Preference Optimization, arXiv 2406.11827",
            "{pairing: best_worst, score: dr, columns: {weight: 'min(1, exp(lbar_w + lbar_l))'}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "sppo",
            "the probability that the chosen answer wins",
            source: "Wu et al., Self-Play Preference Optimization for Language Model Alignment, arXiv 2405.00675",
            "{pairing: best_worst, score: dr, columns: {win_probability: sigmoid(dr)}, keep: {ratio: 1.0}}"
        ),
    ]
}
