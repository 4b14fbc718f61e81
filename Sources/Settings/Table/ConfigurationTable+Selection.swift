extension ConfigurationTable {
    static let selectionKeys: [ConfigurationKey] = [
        ConfigurationKey("selection", .section, .standard(.mapping(YAMLMapping())), "Which pairs of answers are kept."),
        ConfigurationKey(
            "selection.pairing",
            .choice(Pairing.allCases.map(\.rawValue)),
            .standard(.text("all_pairs")),
            "The candidates of a prompt: every two answers with different rewards, or the best against the worst."
        ),
        ConfigurationKey(
            "selection.implicit_reward",
            .choice(ImplicitReward.allCases.map(\.rawValue)),
            .standard(.text("mean_logprob")),
            "How log-probabilities become the policy's own reward; the dpo family needs a reference."
        ),
        ConfigurationKey(
            "selection.beta",
            .number(.above(0)),
            .optional("0.1 for the dpo family, 2.5 for simpo"),
            appliesTo: "simpo, dpo, length_normalized_dpo",
            "The factor of the implicit reward."
        ),
        ConfigurationKey("selection.score", .text, .standard(.text("map")), "A preset name or an expression; larger is better."),
        ConfigurationKey(
            "selection.where",
            .text,
            .optional("every candidate"),
            "An expression that is true for the candidates to keep before they are scored."
        ),
        ConfigurationKey(
            "selection.reward",
            .text,
            .optional("the first of `rewards`"),
            "The name of the reward that ranks the answers."
        ),
        ConfigurationKey("selection.keep", .section, .standard(.mapping(YAMLMapping())), "How many pairs are kept: one of its keys."),
        ConfigurationKey(
            "selection.keep.ratio",
            .number(.above(0, to: 1)),
            .optional("0.4 when no other is set"),
            "The best share of the prompts that have a pair."
        ),
        ConfigurationKey("selection.keep.count", .integer(1...Int.max), .optional("unset"), "The best so many pairs."),
        ConfigurationKey("selection.keep.threshold", .number(.any), .optional("unset"), "All pairs with a score above this number."),
        ConfigurationKey(
            "selection.guards",
            .section,
            .standard(.mapping(YAMLMapping())),
            "Checks that drop answers before pairing, beyond those that are always on."
        ),
        ConfigurationKey(
            "selection.guards.truncated",
            .flag,
            .standard(.bool(false)),
            "Drop answers that were cut off at the length limit."
        ),
    ]

    static let exportKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "export",
            .sections(minimum: 0),
            .standard(.list([.mapping(standardExport)])),
            mutability: .additive,
            "The training sets written at the end of a round."
        ),
        ConfigurationKey(
            "export[].format",
            .choice(ExportFormat.allCases.map(\.rawValue)),
            .required,
            "The trainer's format."
        ),
        ConfigurationKey(
            "export[].columns",
            .choices(ExportColumn.allCases.map(\.rawValue)),
            .standard(.list([])),
            "Columns beyond those the trainer needs."
        ),
    ]

    private static var standardExport: YAMLMapping {
        var mapping = YAMLMapping()
        mapping["format"] = .text("trl")
        return mapping
    }
}
