extension ConfigurationTable {
    static let evolutionKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "evolution",
                .section,
                .optional("prompts stay as they are"),
                "How new prompts are written from those that taught most."
            ),
            ConfigurationKey(
                "evolution.mode",
                .choice(EvolutionMode.allCases.map(\.rawValue)),
                .standard(.text("none")),
                "Which prompts are rewritten, and when they are answered: the best of this round, in this round (evolve_then_select); "
                    + "all of this round, in this round (evolve_all); the best of the last round, in this one (sample_then_evolve)."
            ),
        ] + evolutionSelectKeys + strategyKeys + rewriterKeys + filterKeys + evolutionKeepKeys + mixKeys

    private static let evolutionSelectKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "evolution.select",
            .section,
            .standard(.mapping(YAMLMapping())),
            appliesTo: "evolve_then_select, sample_then_evolve",
            "Which prompts are rewritten."
        ),
        ConfigurationKey(
            "evolution.select.by",
            .choice(Informativeness.allCases.map(\.rawValue)),
            .standard(.text("m_ap")),
            "What says how much a prompt teaches; the words are those of prompts.informativeness."
        ),
        ConfigurationKey(
            "evolution.select.ratio",
            .number(.above(0, to: 1)),
            .optional("0.25 when count is not set"),
            "The share of the prompts that is rewritten."
        ),
        ConfigurationKey("evolution.select.count", .integer(1...Int.max), .optional("unset"), "How many prompts are rewritten."),
        ConfigurationKey(
            "evolution.select.sampling",
            .choice(EvolutionSampling.allCases.map(\.rawValue)),
            .standard(.text("greedy")),
            "Take the best (greedy), or draw without replacement in proportion to how much they teach (weighted)."
        ),
    ]

    private static let strategyKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "evolution.strategies",
            .texts,
            .standard(.list(BuiltInStrategy.allCases.map { .text($0.rawValue) })),
            "The ways to rewrite a prompt: built-in ones, or names of templates."
        ),
        ConfigurationKey(
            "evolution.per_prompt",
            .countOr(["all"]),
            .standard(.text("all")),
            "How many of the strategies a prompt is rewritten with."
        ),
        ConfigurationKey(
            "evolution.templates",
            .sections(minimum: 0),
            .standard(.list([])),
            "Strategies of your own."
        ),
        ConfigurationKey("evolution.templates[].name", .fileName, .required, "The strategy's name."),
        ConfigurationKey(
            "evolution.templates[].file",
            .filePath,
            .required,
            "A text file with what is asked of the rewriter; the prompt is put in for `{prompt}`."
        ),
    ]

    private static let rewriterKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "evolution.rewriter",
                .section,
                .optional("`same_as: policy`"),
                "The model that rewrites prompts."
            ),
            ConfigurationKey(
                "evolution.rewriter.same_as",
                .choice(["policy", "reference"]),
                .optional("a backend of its own"),
                "Take backend, endpoints and key from the policy or the reference; only the model may differ."
            ),
        ]
        + backendKeys(
            "evolution.rewriter",
            .optional("required without `same_as`"),
            PolicyBackendKind.allCases.map(\.rawValue),
            concurrency: .optional("the policy's")
        )
        + [
            ConfigurationKey(
                "evolution.sampling",
                .section,
                .standard(.mapping(YAMLMapping())),
                "How rewrites are drawn."
            )
        ] + samplingKeys(under: "evolution.sampling", temperature: 0.8, topP: 0.95, longest: "The longest rewrite in tokens.")

    private static let filterKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "evolution.filters",
            .section,
            .standard(.mapping(YAMLMapping())),
            "Which rewrites are dropped, each with its reason."
        ),
        filter(
            "length_ratio",
            .number(.atLeast(1)),
            .standard(.double(5)),
            "A rewrite may be at most this many times as long as its prompt, or as short."
        ),
        filter(
            "max_tokens",
            .integer(1...Int.max),
            .optional("as many as the policy's servers take"),
            "The longest rewrite that becomes a prompt, in tokens."
        ),
        filter("refusals", .flag, .standard(.bool(true)), "Drop rewrites that refuse the task."),
        filter("meta_text", .flag, .standard(.bool(true)), "Drop rewrites that talk about rewriting."),
        filter(
            "near_duplicate",
            .number(.above(0, to: 1)),
            .standard(.double(0.95)),
            "Drop rewrites at least this similar to a known prompt (Jaccard similarity of shingles); 1 drops equal ones only."
        ),
        filter("shingle", .integer(1...20), .standard(.integer(3)), "Words a shingle, for the similarity."),
        filter(
            "script_drift",
            .number(.above(0, to: 1)),
            .standard(.double(0.5)),
            "Drop rewrites of which more than this share is in other scripts than the prompt; 1 is off."
        ),
    ]

    private static func filter(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("evolution.filters." + name, type, presence, summary)
    }

    private static let evolutionKeepKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "evolution.keep",
            .section,
            .optional("what selection.keep says"),
            appliesTo: "evolve_then_select, evolve_all",
            "How many pairs of evolved prompts are kept: one of its keys."
        ),
        ConfigurationKey(
            "evolution.keep.ratio",
            .number(.above(0, to: 1)),
            .optional("unset"),
            "The best share of the evolved prompts that have a pair."
        ),
        ConfigurationKey("evolution.keep.count", .integer(1...Int.max), .optional("unset"), "The best so many pairs."),
        ConfigurationKey("evolution.keep.threshold", .number(.any), .optional("unset"), "All pairs with a score above this number."),
    ]

    private static let mixKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "evolution.mix",
            .section,
            .optional("the whole pool of prompts; with sample_then_evolve 0.75 evolved and 0.25 fresh"),
            "What a round's prompts are made of: shares that sum to 1."
        ),
        mix("evolved", "Rewritten prompts."),
        mix("previous", "Prompts of earlier rounds."),
        mix("fresh", "Prompts no round has asked yet."),
    ]

    private static func mix(_ name: String, _ summary: String) -> ConfigurationKey {
        ConfigurationKey("evolution.mix." + name, .number(.from(0, to: 1)), .standard(.double(0)), summary)
    }
}
