extension ConfigurationTable {
    static let selectionKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "selection",
                .section,
                .standard(.mapping(YAMLMapping())),
                "What is kept of the answers: pairs, or answers one by one."
            )
        ]
        + selectionKeys(under: "selection")
        + [
            ConfigurationKey(
                "selections",
                .sections(minimum: 0),
                .standard(.list([])),
                mutability: .additive,
                "Further selections of every round, side by side with its own; `compare` holds two against each other."
            ),
            ConfigurationKey(
                "selections[].name",
                .fileName,
                .required,
                "The selection's name; `base` and `evolved` are the round's own."
            ),
        ] + selectionKeys(under: "selections[]")

    private static func selectionKeys(under section: String) -> [ConfigurationKey] {
        func key(_ name: String, _ type: ConfigurationType, _ presence: ConfigurationKey.Presence, _ summary: String) -> ConfigurationKey {
            ConfigurationKey(section + "." + name, type, presence, summary)
        }
        func group(_ name: String, _ summary: String) -> ConfigurationKey {
            key(name, .section, .standard(.mapping(YAMLMapping())), summary)
        }
        let whole: [ConfigurationKey] = [
            key(
                "preset",
                .choice(SelectionPreset.all.map(\.name)),
                .optional("none"),
                "A method of the literature: its keys stand for those that are not written (docs/strategies.md)."
            ),
            key(
                "reward",
                .text,
                .optional("the first of `rewards`"),
                "What ranks the answers: a reward's name, or an expression over the answers' columns."
            ),
            key(
                "pairing",
                .choice(Pairing.allCases.map(\.rawValue)),
                .standard(.text("all_pairs")),
                "The candidates of a prompt: every two answers with different rewards (all_pairs), the best against the worst (best_worst) "
                    + "or against every other (top_vs_rest), neighbours by reward (adjacent), right against wrong (correct_wrong), the rarest "
                    + "good one against the commonest bad one (divpo)."
            ),
            key("correct", .text, .standard(.text("r > 0")), "For correct_wrong: the condition a right answer meets."),
            key("pairs_per_prompt", .integer(1...1_000_000), .standard(.integer(1)), "The most pairs one prompt brings."),
        ]
        return whole + diversityKeys(key, group) + scoreKeys(section, key) + keepKeys(key, group)
            + guardKeys(key, group) + memberKeys(key, group)
    }

    private typealias MakeKey = (String, ConfigurationType, ConfigurationKey.Presence, String) -> ConfigurationKey
    private typealias MakeGroup = (String, String) -> ConfigurationKey

    private static func diversityKeys(_ key: MakeKey, _ group: MakeGroup) -> [ConfigurationKey] {
        [
            group("diversity", "How the pairs of one prompt must differ, where there are several."),
            key(
                "diversity.distinct",
                .choice(DistinctSide.allCases.map(\.rawValue)),
                .standard(.text("none")),
                "No answer stands twice on that side of a prompt's pairs."
            ),
            key(
                "diversity.max_similarity",
                .number(.above(0, to: 1)),
                .optional("pairs may be alike"),
                "Two pairs of a prompt are not both kept when chosen and rejected answers are both at least this similar."
            ),
            group("divpo", "How the pairing divpo chooses."),
            key(
                "divpo.share",
                .number(.above(0, to: 0.5)),
                .standard(.double(0.2)),
                "The share of the answers that counts as good, and as bad."
            ),
            key(
                "divpo.measure",
                .choice(DiversityMeasure.allCases.map(\.rawValue)),
                .standard(.text("rarity")),
                "What makes an answer rare: a low mean log-prob (rarity), or the distance of its vector from the others'."
            ),
            key(
                "vectors",
                .choice(VectorSource.allCases.map(\.rawValue)),
                .standard(.text("text")),
                "Where similarities come from: hashed words (text), or the section `embeddings` (embedding)."
            ),
        ]
    }

    private static func scoreKeys(_ section: String, _ key: MakeKey) -> [ConfigurationKey] {
        [
            key(
                "implicit_reward",
                .choice(ImplicitReward.allCases.map(\.rawValue)),
                .standard(.text("mean_logprob")),
                "How log-probabilities become the policy's own reward; the dpo family needs a reference."
            ),
            ConfigurationKey(
                section + ".beta",
                .number(.above(0)),
                .optional("0.1 for the dpo family, 2.5 for simpo"),
                appliesTo: "simpo, dpo, length_normalized_dpo",
                "The factor of the implicit reward."
            ),
            key("score", .text, .standard(.text("map")), "A score's name or an expression over the pairs' columns; larger is better."),
            key(
                "prefer",
                .choice(Preference.allCases.map(\.rawValue)),
                .standard(.text("high")),
                "Whether the largest or the smallest score is best."
            ),
            key("where", .text, .optional("every candidate"), "A condition that holds for the candidates that are scored."),
            key("flip", .text, .optional("no pair"), "A condition: pairs for which it holds are kept with their sides swapped."),
            key(
                "columns",
                .expressions,
                .standard(.mapping(YAMLMapping())),
                "Further columns of every pair, an expression each: `{margin: dr, soft_label: sigmoid(dr)}`; exports write them where the trainer allows."
            ),
        ]
    }

    private static func keepKeys(_ key: MakeKey, _ group: MakeGroup) -> [ConfigurationKey] {
        [
            group("keep", "How many pairs are kept: one of its keys."),
            key("keep.ratio", .number(.above(0, to: 1)), .optional("0.4 when no other is set"), "The best share of the pairs."),
            key("keep.count", .integer(1...Int.max), .optional("unset"), "The best so many pairs."),
            key("keep.threshold", .number(.any), .optional("unset"), "All pairs with a score above this number (with prefer low: below)."),
            key(
                "quotas",
                .sections(minimum: 0),
                .standard(.list([])),
                "Parts of what is kept; a pair belongs to the first one whose condition holds, and takes its place there by rank."
            ),
            key("quotas[].where", .text, .required, "The condition of a pair that belongs to the part."),
            key("quotas[].share", .number(.above(0, to: 1)), .optional("count"), "The part's share of all that is kept."),
            key("quotas[].count", .integer(0...Int.max), .optional("share"), "The most pairs of the part."),
        ]
    }

    private static func guardKeys(_ key: MakeKey, _ group: MakeGroup) -> [ConfigurationKey] {
        [
            group("guards", "Checks that drop answers and pairs, beyond those that are always on."),
            key("guards.truncated", .flag, .standard(.bool(false)), "Drop answers that were cut off at the length limit."),
            key(
                "guards.refusal",
                .choice(RefusalRule.allCases.map(\.rawValue)),
                .standard(.text("allow")),
                "What becomes of answers that refuse the task: nothing (allow), no place in a pair (leave_out), or not that one."
            ),
            key(
                "guards.near_identical",
                .number(.above(0, to: 1)),
                .optional("off"),
                "Drop pairs whose answers are at least this similar."
            ),
            key(
                "guards.length_ratio",
                .number(.atLeast(1)),
                .optional("off"),
                "Drop pairs of which one answer has more than so many times the other's tokens."
            ),
            key("guards.length_penalty", .number(.atLeast(0)), .standard(.double(0)), "Taken off an answer's reward for every token."),
            key(
                "guards.ties",
                .number(.atLeast(0)),
                .optional("equal rewards make no pair"),
                "Keep pairs whose rewards differ by at most this, as ties."
            ),
        ]
    }

    private static func memberKeys(_ key: MakeKey, _ group: MakeGroup) -> [ConfigurationKey] {
        [
            group("members", "Choosing answers one by one instead of pairs: labels, sets, ranked lists."),
            key(
                "members.rule",
                .choice(MemberRule.allCases.map(\.rawValue)),
                .standard(.text("none")),
                "Pairs (none); accepted and rejected answers by conditions (accept_reject); all above the prompt's mean against the rest "
                    + "(mpo); the best against some of the others (ampo); all in order of their rewards (ranked); the best one (best)."
            ),
            key("members.accept", .text, .standard(.text("r >= r_mean")), "For accept_reject: the condition of an accepted answer."),
            key(
                "members.reject",
                .text,
                .optional("the rest"),
                "For accept_reject: the condition of a rejected answer; others are left out."
            ),
            key(
                "members.alpha",
                .number(.any),
                .standard(.double(1)),
                "For mpo: how steeply weights grow with the distance from the mean."
            ),
            key("members.negatives", .integer(1...1000), .standard(.integer(3)), "For ampo: how many answers are rejected."),
            key(
                "members.choice",
                .choice(NegativeChoice.allCases.map(\.rawValue)),
                .standard(.text("bottom")),
                "For ampo: which: the lowest rewards (bottom), the lowest of every cluster (clusters), or those that cover the others (coverage)."
            ),
            key(
                "members.score",
                .text,
                .standard(.text("a_min")),
                "What prompts are ranked by where not all are kept: an expression over prompts' columns."
            ),
        ]
    }
}
