extension ConfigurationTable {
    static let annotateKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "annotate",
            .section,
            .standard(.mapping(YAMLMapping())),
            shorthand: "rule",
            "Which answers the reward models are asked about; held-out prompts' answers always are."
        ),
        ConfigurationKey(
            "annotate.rule",
            .choice(AnnotateSettings.Rule.allCases.map(\.rawValue)),
            .standard(.text("all")),
            "All answers, a few typical and unlike ones of every prompt (aepo), or those of the pairs the policy tells apart least (smallest_margin)."
        ),
        annotate("keep", .integer(2...4096), .standard(.integer(2)), "aepo", "Answers of a prompt that are annotated."),
        annotate(
            "lambda",
            .number(.atLeast(0)),
            .standard(.double(1)),
            "aepo",
            "How much it weighs that the answers are unlike each other, beside being typical; 0 ignores it."
        ),
        annotate(
            "vectors",
            .choice(AnnotateSettings.Vectors.allCases.map(\.rawValue)),
            .standard(.text("text")),
            "aepo",
            "Answers are alike by their words (text) or by the vectors of `embeddings`."
        ),
        annotate(
            "budget",
            .integer(1...Int.max),
            .optional("required for smallest_margin"),
            "smallest_margin",
            "Pairs that are annotated in all rounds together; answers to rewrites get as many again."
        ),
        annotate(
            "schedule",
            .choice(AnnotateSettings.Schedule.allCases.map(\.rawValue)),
            .standard(.text("falling")),
            "smallest_margin",
            "Every round the same part of the budget, or the earlier the more."
        ),
    ]

    private static func annotate(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ rule: String,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("annotate." + name, type, presence, appliesTo: rule, summary)
    }
}
