/// How several rewards, judges and verifiers become one order.
extension SelectionPreset {
    static let rewardPresets: [SelectionPreset] = [
        SelectionPreset(
            "lsc",
            "answers that are good by every reward model: the sum of log-sigmoids of centred rewards",
            source: "Wang et al., Transforming and Combining Rewards for Aligning Large Language Models, arXiv 2402.00742",
            "{reward: '{rewards: lsc($, 0.85)| + }', score: dr, pairing: best_worst, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "worst_group",
            "the reward model whose mean is lowest this round; all must have one unit",
            source: "Chakraborty et al., MaxMin-RLHF, arXiv 2402.08925",
            "{reward: 'worst({rewards: $|, })', score: dr, pairing: best_worst, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "unanimous",
            "pairs that all reward models put in the same order",
            source: "Ge et al., Axioms for AI Alignment from Human Feedback, arXiv 2405.14758",
            "{where: vote_agree == 1, score: map, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "vote_flip",
            "pairs that the reward models together put the other way round are swapped",
            source: "Wang et al., Secrets of RLHF in Large Language Models Part II, arXiv 2401.06080",
            "{flip: vote_mean < 0, score: abs(vote_mean), columns: {vote_mean: vote_mean, vote_sd: vote_sd}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "vote_soften",
            "the reward models' mean margin as a soft label and a margin",
            source: "Wang et al., Secrets of RLHF in Large Language Models Part II, arXiv 2401.06080",
            "{score: vote_mean, columns: {soft_label: sigmoid(vote_mean), margin: vote_mean, vote_sd: vote_sd}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "vote_drop",
            "pairs whose order the reward models doubt are left out",
            source: "Wang et al., Secrets of RLHF in Large Language Models Part II, arXiv 2401.06080",
            "{where: vote_mean > vote_sd, score: vote_mean, columns: {vote_mean: vote_mean, vote_sd: vote_sd}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "safety_first",
            "safe answers before unsafe ones, then the helpful ones; rewards named safe (above 0: safe) and helpful",
            source: "Zhang et al., Bi-Factorial Preference Optimization, arXiv 2408.15313",
            """
            reward: lex(if(r.safe > 0, 1, 0), r.helpful)
            score: dr
            pairing: best_worst
            columns:
              is_chosen_safe: if(r_w.safe > 0, 1, 0)
              is_rejected_safe: if(r_l.safe > 0, 1, 0)
              target_gap: 1.5 * if(r_w.safe > 0, 1, 0) - 0.5 * if(r_l.safe > 0, 1, 0) - 0.5
            keep: {ratio: 1.0}
            """
        ),
        SelectionPreset(
            "win_rate",
            "the share of a prompt's other answers an answer beats; a pairwise judge named judge",
            source: "Swamy et al., A Minimaximalist Approach to Reinforcement Learning from Human Feedback, arXiv 2401.04056",
            "{reward: winrate.judge, score: dr, pairing: best_worst, columns: {soft_label: p_judge.judge}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "copeland",
            "how many of a prompt's other answers an answer beats, less how many beat it; a pairwise judge named judge",
            source: "Bengs et al., Preference-based Online Learning with Dueling Bandits: A Survey, arXiv 1807.11398",
            "{reward: copeland.judge, score: dr, pairing: best_worst, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "diverse_votes",
            "a margin from how much the judge's votes agree; a pairwise judge named judge",
            source: "Beyond the Binary: Capturing Diverse Preferences With Reward Regularization, arXiv 2412.03822",
            "{reward: winrate.judge, score: dr, columns: {margin: abs(2 * p_judge.judge - 1)}, keep: {ratio: 1.0}}"
        ),
    ]
}
