/// Answers one by one: labels, sets, ranked lists.
extension SelectionPreset {
    static let memberPresets: [SelectionPreset] = [
        SelectionPreset(
            "kto",
            "answers at or above their prompt's mean reward are good, the others bad",
            source: "Ethayarajh et al., KTO: Model Alignment as Prospect Theoretic Optimization, arXiv 2402.01306",
            "{members: {rule: accept_reject, accept: r >= r_mean}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "bco",
            "answers above the round's median reward are good, those below bad",
            source: "Jung et al., Binary Classifier Optimization for Large Language Model Alignment, arXiv 2404.04656",
            "{members: {rule: accept_reject, accept: 'r > quantile(r, 0.5)', reject: 'r < quantile(r, 0.5)'}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "mpo",
            "all answers above their prompt's mean against all others, with weights",
            source: "Gupta et al., Multi-Preference Optimization: Generalizing DPO via Set-Level Contrasts, arXiv 2412.04628",
            "{members: {rule: mpo, alpha: 1.0}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "ampo",
            "the best answer against the lowest of every cluster of the others",
            source: "Gupta et al., AMPO: Active Multi-Preference Optimization, arXiv 2502.18293",
            "{members: {rule: ampo, choice: clusters, negatives: 3}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "ranked_list",
            "all answers in the order of their rewards",
            source: "Liao et al., TPO: Aligning Large Language Models with Multi-branch & Multi-step Preference Trees, arXiv 2410.12854",
            "{members: {rule: ranked}, keep: {ratio: 1.0}}"
        ),
        SelectionPreset(
            "best_of_n",
            "the best answer of every prompt, for supervised fine-tuning",
            source: "RAFT, Dong et al., arXiv 2304.06767",
            "{members: {rule: best}, keep: {ratio: 1.0}}"
        ),
    ]
}
