/// Which pairs, and how many of a prompt.
extension SelectionPreset {
    static let pairPresets: [SelectionPreset] = [
        SelectionPreset(
            "air",
            "pairs of moderate margin whose chosen answer is good",
            source:
                "He et al., AIR: A Systematic Analysis of Annotations, Instructions, and Response Pairs in Preference Dataset, arXiv 2504.03612",
            "{where: 'dr >= quantile(dr, 0.25) and dr <= quantile(dr, 0.75)', score: r_w, keep: {ratio: 0.5}}"
        ),
        SelectionPreset(
            "air_stable",
            "the same on prompts whose answers score alike, whoever wrote them",
            source:
                "He et al., AIR: A Systematic Analysis of Annotations, Instructions, and Response Pairs in Preference Dataset, arXiv 2504.03612",
            """
            where: dr >= quantile(dr, 0.25) and dr <= quantile(dr, 0.75) and r_sd <= quantile(r_sd, 0.5)
            score: r_w
            keep: {ratio: 0.5}
            """
        ),
        SelectionPreset(
            "iterative_rpo",
            "up to ten pairs of a right and a wrong answer; prompts without both are left out",
            source: "Pang et al., Iterative Reasoning Preference Optimization, arXiv 2404.19733",
            "{pairing: correct_wrong, pairs_per_prompt: 10, score: random(), columns: {nll_weight: 1.0}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "divpo",
            "the rarest of the good answers against the commonest of the bad ones",
            source: "Lanchantin et al., Diverse Preference Optimization, arXiv 2501.18101",
            "{pairing: divpo, score: dr, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "simplemix",
            "half of the pairs on-policy, half not, at random; prompts tagged safety only with both answers on-policy",
            source: "SIMPLEMIX, arXiv 2505.02363; More is Less, arXiv 2504.02193",
            """
            where: on_policy_w == on_policy_l and (tag(safety) == 0 or on_policy_w == 1)
            pairs_per_prompt: 2
            score: random()
            quotas:
              - {where: on_policy_w == 1, share: 0.5}
              - {where: on_policy_w == 0, share: 0.5}
            keep: {ratio: 1.0}
            """
        ),
        SelectionPreset(
            "curriculum",
            "the best answer against others, in three stages from easy to hard",
            source: "Pattnaik et al., Curry-DPO, arXiv 2403.07230",
            """
            pairing: top_vs_rest
            pairs_per_prompt: 3
            score: dr
            columns:
              stage: if(dr >= quantile(dr, 0.6666666666666666), 1, if(dr >= quantile(dr, 0.3333333333333333), 2, 3))
              difficulty: -dr
            keep: {ratio: 1.0}
            """
        ),
        SelectionPreset(
            "todo",
            "every pair of a prompt; near-ties are kept and marked",
            source: "Guo et al., Enhancing LLM Alignment with Ternary Preferences, arXiv 2411.02442",
            "{guards: {ties: 0.1}, pairs_per_prompt: 1000, score: dr, columns: {tie: tie}, keep: {ratio: 1.0}}"
        ),
    ]
}
