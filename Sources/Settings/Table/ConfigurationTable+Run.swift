extension ConfigurationTable {
    static let runKeys: [ConfigurationKey] = [
        ConfigurationKey("run", .fileName, .required, "The run's name, and the name of its folder."),
        ConfigurationKey("seed", .integer(0...Int.max), .standard(.integer(0)), "Everything random in the run follows from this number."),
        ConfigurationKey("rounds", .integer(1...1_000_000), .standard(.integer(1)), mutability: .additive, "Rounds in total."),
        ConfigurationKey(
            "ledger",
            .filePath,
            .optional("`run.sqlite` in the run's folder"),
            mutability: .free,
            "Where the SQLite file of the run stands, for runs whose folder is on a network file system."
        ),
    ]

    static let promptKeys: [ConfigurationKey] = [
        ConfigurationKey("prompts", .section, .optional("no prompts but imported ones"), "The prompts the policy answers."),
        ConfigurationKey(
            "prompts.source",
            .filePath,
            .optional("sources"),
            "A JSON Lines, JSON, Parquet or plain-text file of prompts, or a folder of such shards."
        ),
        ConfigurationKey(
            "prompts.columns",
            .expressions,
            .standard(.mapping(YAMLMapping())),
            "Which field of a record is read as what, where names differ: `{prompt: question, id: uid}`."
        ),
        ConfigurationKey("prompts.sources", .sections(minimum: 1), .optional("source"), "Several files of prompts."),
        ConfigurationKey("prompts.sources[].path", .filePath, .required, "A file of prompts, or a folder of shards."),
        ConfigurationKey(
            "prompts.sources[].weight",
            .number(.above(0)),
            .standard(.double(1)),
            "How much of a round comes from it, relative to the other sources' weights."
        ),
        ConfigurationKey("prompts.sources[].tags", .texts, .standard(.list([])), "Tags of each of its prompts, beside the prompt's own."),
        ConfigurationKey(
            "prompts.sources[].columns",
            .expressions,
            .standard(.mapping(YAMLMapping())),
            "As prompts.columns, for this file."
        ),
        ConfigurationKey("prompts.per_round", .countOr(["all"]), .standard(.text("all")), "How many prompts a round samples."),
        ConfigurationKey(
            "prompts.sampling",
            .choice(PromptSampling.allCases.map(\.rawValue)),
            .standard(.text("uniform")),
            "How a round samples them: all alike, or in proportion to the informativeness measured in earlier rounds."
        ),
        ConfigurationKey(
            "prompts.informativeness",
            .choice(Informativeness.allCases.map(\.rawValue)),
            .standard(.text("a_min")),
            appliesTo: "sampling weighted",
            "What a prompt's rewards say of how much it teaches: best minus worst (a_min), best minus mean (a_avg), "
                + "best minus second (a_dts), their variance, their mean, or the score of the prompt's pair (m_ap)."
        ),
        ConfigurationKey(
            "prompts.max_characters",
            .integer(1...Int.max),
            .optional("no limit"),
            "Longer prompts (all turns together) are left out and counted."
        ),
    ]

    static let limitKeys: [ConfigurationKey] = [
        ConfigurationKey("limits", .section, .standard(.mapping(YAMLMapping())), mutability: .free, "Patience: when to give up on what."),
        limit("request_timeout", .number(.above(0)), .double(600), "Seconds a request may take in all."),
        limit("connect_timeout", .number(.above(0)), .double(10), "Seconds to reach a server."),
        limit("stall_timeout", .number(.above(0)), .double(60), "Seconds without a byte after an answer has begun."),
        limit("response_megabytes", .integer(1...65_536), .integer(256), "The largest answer read, in megabytes."),
        limit("attempts", .integer(1...1000), .integer(6), "How often a request is tried before it is given up."),
        limit("failed_share", .number(.from(0, to: 1)), .double(0.02), "The run stops when more than this share of a stage was given up."),
        limit("wait_for_backend", .number(.atLeast(0)), .double(600), "Seconds to wait for a backend that does not answer yet."),
        limit("drain", .number(.atLeast(0)), .double(20), "Seconds requests in flight get to finish after SIGTERM."),
        limit(
            "hedging",
            .flag,
            .bool(true),
            "Send a request that takes far longer than others a second time to another endpoint; the first answer counts."
        ),
    ]

    private static func limit(_ name: String, _ type: ConfigurationType, _ standard: YAMLValue, _ summary: String) -> ConfigurationKey {
        ConfigurationKey("limits." + name, type, .standard(standard), mutability: .free, summary)
    }

    static let playgroundKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "playground",
            .section,
            .standard(.mapping(YAMLMapping())),
            appliesTo: "playground",
            "The embedded policy and reward model that need no server."
        ),
        playground("seed", .integer(0...Int.max), .integer(0), "The seed the playground's models are made from."),
        playground("noise", .number(.atLeast(0)), .double(0), "Standard deviation of the noise in the playground's rewards."),
        ConfigurationKey(
            "playground.delay",
            .number(.atLeast(0)),
            .standard(.double(0)),
            mutability: .free,
            appliesTo: "playground",
            "Seconds the playground takes for an answer, to rehearse a slow backend."
        ),
        playground("context", .integer(1...Int.max), .integer(512), "The longest sequence of the playground's policy in tokens."),
    ]

    private static func playground(
        _ name: String,
        _ type: ConfigurationType,
        _ standard: YAMLValue,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("playground." + name, type, .standard(standard), appliesTo: "playground", summary)
    }
}
