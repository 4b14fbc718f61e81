extension FeatureRegistry {
    /// Columns of responses: in scores of pairs, each of them is there as `X_w`, `X_l` and `dX`.
    static let ofResponses: [Feature] = [
        response("r", "r", "the reward's own", "explicit reward of the selection", [74]),
        response("r.NAME", "r_NAME", "the reward model's own", "a reward model's own score", [5, 41, 75, 105, 106], [.rewards(1)]),
        response("l", "sum of log pi", "nats", "log-probability under the policy", [84], [.policyLogprobs]),
        response("rho", "sum of log ref", "nats", "log-probability under the reference", [84, 148], [.referenceLogprobs]),
        response(
            "rho.NAME",
            "sum of log ref_k; rho.all: -log of the mean of exp(-rho_k) over all of them",
            "nats",
            "log-probability under one of several references, or under all of them together",
            [144],
            [.references]
        ),
        response("T", "T", "tokens", "how many tokens l and rho are summed over", [118, 151]),
        response("lbar", "l / T", "nats a token", "mean log-probability of a token", [24], [.policyLogprobs]),
        response("h", "h, by the selection's family", "nats, times beta", "implicit reward of the selection", [114], [.implicitReward]),
        response(
            "h.FAMILY",
            "h of the family: mean_logprob, simpo, dpo, length_normalized_dpo",
            "nats, times beta",
            "implicit reward of another family, with its default beta unless it is the selection's own",
            [24, 151],
            [.policyLogprobs]
        ),
        response("h.orpo", "log(P / (1 - P)), P = exp(l / T)", "log odds", "implicit reward of ORPO", [55], [.policyLogprobs]),
        response("rarity", "-l / T", "nats a token", "how unusual the response is for the policy", [147], [.policyLogprobs]),
        response("kl", "l - rho", "nats", "how far the policy has moved here; its mean is KL(policy, reference)", [65, 151], both),
        response("sample", "j", "none", "which of its prompt's samples it is, from 0"),
        response(
            "winrate.NAME",
            "mean of P_ij over known j",
            "0 to 1",
            "share in which it beats the others of its prompt",
            [36, 60, 102],
            [.judge]
        ),
        response("borda.NAME", "sum of P_ij over known j", "responses", "Borda's score", [79], [.judge]),
        response(
            "copeland.NAME",
            "(number of j with P_ij > 0.5) - (number of j with P_ij < 0.5)",
            "responses",
            "Copeland's score: wins less defeats",
            [79, 100],
            [.judge]
        ),
        response("chars", "characters", "characters", "length of the text", [118]),
        response("truncated", "1 or 0", "none", "1 where the response ran into the limit of tokens"),
        response("refusal", "1 or 0", "none", "1 where the response declines to answer", [103]),
        response("age", "round - round of sampling", "rounds", "rounds since it was sampled", [65, 115], [.ages]),
        response("on_policy", "1 or 0", "none", "1 where the round's own policy wrote it", [65, 77, 133], [.ages]),
    ]

    private static let both: [FeatureNeed] = [.policyLogprobs, .referenceLogprobs]

    private static func response(
        _ name: String,
        _ formula: String,
        _ unit: String,
        _ meaning: String,
        _ papers: [Int] = [],
        _ needs: [FeatureNeed] = []
    ) -> Feature {
        Feature(name, .response, formula, unit, meaning, papers, needs)
    }
}
