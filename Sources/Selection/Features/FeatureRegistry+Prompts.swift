extension FeatureRegistry {
    /// Columns of prompts, which have one name for pairs and for responses; r1 >= ... >= rn are the rewards of the prompt's responses.
    static let ofPrompts: [Feature] = [
        prompt("n", "n", "responses", "responses of the prompt in the table"),
        prompt("r_max", "r1", "the reward's own", "best reward"),
        prompt("r_min", "rn", "the reward's own", "worst reward"),
        prompt("r_mean", "mean r", "the reward's own", "mean reward", [74]),
        prompt("r_sd", "population standard deviation of r", "the reward's own", "spread of the answers; low for stable prompts", [74]),
        prompt("a_min", "r1 - rn", "the reward's own", "informativeness, eva's default"),
        prompt("a_avg", "r1 - mean r", "the reward's own", "informativeness against the mean"),
        prompt("a_dts", "r1 - r2", "the reward's own", "informativeness against the second best; 0 of one response"),
        prompt("pass_rate", "share of responses with r > 0", "0 to 1", "how often a verifier is content", [111, 119, 150]),
        prompt(
            "r_variance",
            "mean over responses of the population variance of r_k across reward models",
            "the reward's own, squared",
            "how far reward models disagree",
            [78],
            [.rewards(2)]
        ),
        prompt("tag(NAME)", "1 or 0", "none", "1 where the prompt has the tag", [9, 70, 77, 133], [.tags]),
        prompt(
            "meta(NAME)",
            "a number of the metadata",
            "its own",
            "a number that came with the prompt, such as its difficulty",
            [47],
            [.metadata]
        ),
    ]

    private static func prompt(
        _ name: String,
        _ formula: String,
        _ unit: String,
        _ meaning: String,
        _ papers: [Int] = [],
        _ needs: [FeatureNeed] = []
    ) -> Feature {
        Feature(name, .prompt, formula, unit, meaning, papers, needs)
    }
}
