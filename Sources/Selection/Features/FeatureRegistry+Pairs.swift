extension FeatureRegistry {
    /// Columns of candidate pairs.
    static let ofPairs: [Feature] = [
        pair("X_w", "X of the chosen response", "of X", "any column of responses; a suffix stands before the point: r_w.helpful"),
        pair("X_l", "X of the rejected response", "of X", "any column of responses"),
        pair("dX", "X_w - X_l", "of X", "any column of responses: dr.helpful, dlbar, dT"),
        pair("dr", "r_w - r_l", "the reward's own", "explicit margin", [2, 16, 22, 23, 47, 74]),
        pair("dh", "h_w - h_l", "nats, times beta", "implicit margin; abs(dh) is what M_AP takes off", [24, 114], [.implicitReward]),
        pair("dref", "rho_w - rho_l, as drho", "nats", "how much likelier the reference finds the chosen one", [56, 84, 148], reference),
        pair("c_rank", "rho_l - rho_w", "nats", "by how much the reference ranks the pair wrong; negative where right", [84], reference),
        pair("flip_loss", "-log sigmoid(beta * c_rank)", "nats", "loss of DPO below which the pair is ranked right", [84], reference),
        pair("beta", "beta", "none", "factor of the selection's implicit reward, the same for all pairs"),
        pair("len_ratio", "T_w / T_l", "none", "how much longer the chosen response is", [118, 151]),
        pair(
            "vote_mean",
            "mean of dr_k over reward models k",
            "the reward's own",
            "margin by all reward models",
            [73, 78, 100],
            [.rewards(1)]
        ),
        pair(
            "vote_sd",
            "population standard deviation of dr_k",
            "the reward's own",
            "how far reward models disagree on the pair",
            [73, 78],
            [.rewards(1)]
        ),
        pair("vote_agree", "share of reward models with dr_k > 0", "0 to 1", "1 where they are unanimous", [78, 100], [.rewards(1)]),
        pair(
            "p_judge.NAME",
            "P_wl",
            "0 to 1",
            "a judge's share for the chosen response; p_judge with one judge",
            [1, 8, 89, 122],
            [.judge]
        ),
        pair("sim", "cos(e_w, e_l) of embeddings", "-1 to 1", "how alike the two mean the same", [1, 130, 140], [.embeddings]),
        pair("text_sim", "cos of hashed word n-grams", "0 to 1", "how alike the two are worded", [1, 130]),
        pair("same_source", "1 or 0", "none", "1 where one author wrote both", [65, 77, 115, 133], [.severalSources]),
        pair("tie", "1 or 0", "none", "1 where dr is 0 or the pairing calls the pair a near tie", [3]),
    ]

    private static let reference: [FeatureNeed] = [.referenceLogprobs]

    private static func pair(
        _ name: String,
        _ formula: String,
        _ unit: String,
        _ meaning: String,
        _ papers: [Int] = [],
        _ needs: [FeatureNeed] = []
    ) -> Feature {
        Feature(name, .pair, formula, unit, meaning, papers, needs)
    }
}
