extension ConfigurationTable {
    static let dialectKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "policy.api",
                .choice(PolicyInterface.allCases.map(\.rawValue)),
                .standard(.text("chat")),
                appliesTo: "openai",
                "The interface: chat (text only), or completions with token ids and echo, for servers that do them right."
            ),
            ConfigurationKey(
                "policy.template",
                .filePath,
                .optional("required for openai with api completions"),
                appliesTo: "openai with api completions",
                "A text file that says how messages become the text the model goes on from."
            ),
            ConfigurationKey(
                "policy.deterministic",
                .flag,
                .standard(.bool(false)),
                appliesTo: "sglang, openai with api completions",
                "Equal seeds give equal text there (SGLang: --enable-deterministic-inference); a server that does otherwise is refused."
            ),
            ConfigurationKey(
                "policy.offers",
                .choices(CommandOffer.allCases.map(\.rawValue)),
                .standard(.list(CommandOffer.usual.map { .text($0.rawValue) })),
                appliesTo: "command",
                "What the program can do; what it says at its start must agree."
            ),
        ] + batchKeys("policy", appliesTo: "openai")

    static let rewardContractKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "rewards[].contract",
                .choice(RewardContract.allCases.map(\.rawValue)),
                .standard(.text("classify")),
                appliesTo: "vllm",
                "The interface that is asked: /classify or /pooling."
            ),
            ConfigurationKey(
                "rewards[].pair",
                .flag,
                .standard(.bool(false)),
                appliesTo: "tei",
                "Send prompt and answer as a pair, as cross-encoders read them, not as one text."
            ),
            ConfigurationKey(
                "rewards[].output",
                .text,
                .standard(.text("rewards")),
                appliesTo: "triton",
                "The name of the output tensor that holds the scores."
            ),
        ] + batchKeys("rewards[]", appliesTo: "judge")

    static let ruleKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "rewards[].rule",
            .section,
            .standard(.mapping(YAMLMapping())),
            appliesTo: "rule",
            "How an answer is told from a wrong one without a model."
        ),
        rule(
            "kind",
            .choice(RuleSettings.Kind.allCases.map(\.rawValue)),
            .standard(.text("exact")),
            "Equal text (exact), the expected text in it (contains), a pattern (regex), or the final number (numeric)."
        ),
        rule(
            "answer_key",
            .text,
            .standard(.text("answer")),
            "Where the prompt's metadata holds the expected answer; dots lead into objects."
        ),
        rule(
            "pattern",
            .text,
            .optional("required for regex"),
            "What kind regex looks for; what its first group holds is compared with the expected answer, without a group a match is right."
        ),
        rule("right", .number(.any), .standard(.double(1)), "The score of a right answer."),
        rule("wrong", .number(.any), .standard(.double(0)), "The score of a wrong answer."),
        rule("missing", .number(.any), .standard(.double(0)), "The score where no answer is found."),
        rule(
            "tolerance",
            .number(.atLeast(0)),
            .standard(.double(1e-6)),
            "The largest difference of numbers that count as equal."
        ),
    ]

    static let judgeKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "rewards[].judge",
            .section,
            .standard(.mapping(YAMLMapping())),
            appliesTo: "judge",
            "How a chat model is asked for a verdict."
        ),
        judge(
            "mode",
            .choice(JudgeSettings.Mode.allCases.map(\.rawValue)),
            .standard(.text("pointwise")),
            "A number for every answer (pointwise), or the share of comparisons it wins, each asked in both orders (pairwise)."
        ),
        judge(
            "pairs",
            .choice(JudgeSettings.Pairs.allCases.map(\.rawValue)),
            .standard(.text("all")),
            "Which answers of a prompt are compared: all with all, or each with the next."
        ),
        judge(
            "aggregate",
            .choice(JudgeSettings.Aggregate.allCases.map(\.rawValue)),
            .standard(.text("winrate")),
            "Mode pairwise: the share of comparisons an answer wins, how many of the others it is expected to beat (borda), or beats (copeland)."
        ),
        judge(
            "schedule",
            .choice(JudgeSettings.Schedule.allCases.map(\.rawValue)),
            .standard(.text("all")),
            "Mode pairwise: compare the pairs that `pairs` names, or only those that a merge sort needs, about n log n."
        ),
        judge("lowest", .integer(0...1000), .standard(.integer(1)), "The lowest number of the scale."),
        judge("highest", .integer(1...1000), .standard(.integer(10)), "The highest number of the scale."),
        judge("template", .filePath, .optional("selfplay's own question"), "A text file with the question."),
        judge("ties", .flag, .standard(.bool(false)), "Mode pairwise: the judge may say that neither is better."),
        judge("structured", .flag, .standard(.bool(true)), "Ask for JSON with a schema; else for the verdict alone."),
        judge("max_tokens", .integer(1...65_536), .standard(.integer(64)), "Most tokens of a verdict."),
    ]

    static let embeddingsKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "embeddings",
            .section,
            .optional("no text becomes a vector"),
            mutability: .free,
            "A model that turns texts into vectors."
        ),
        embedding(
            "backend",
            .choice(EmbeddingsSettings.Kind.allCases.map(\.rawValue)),
            .standard(.text("openai")),
            "What is asked: /v1/embeddings (openai), or /embed of text-embeddings-inference (tei)."
        ),
        embedding("endpoints", .endpoints, .required, "The servers' base URLs."),
        embedding("model", .text, .required, "The model's name as the servers know it."),
        embedding(
            "api_key_env",
            .environmentName,
            .optional("no key is sent"),
            "The name of the environment variable that holds the servers' key."
        ),
        embedding("batch", .integer(1...4096), .standard(.integer(32)), "Answers a request; a server that takes fewer gets fewer."),
        embedding(
            "concurrency",
            .countOr(["auto"]),
            .standard(.text("auto")),
            "Requests in flight at one endpoint; auto finds how many it takes."
        ),
        embedding("closed_rounds", .flag, .standard(.bool(false)), "Answers of rounds that are closed get vectors too."),
    ]

    static let budgetKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "budget",
            .section,
            .optional("no cap"),
            mutability: .free,
            "What the run may cost in all; at a cap it stops, resumable."
        ),
        budget("requests", .integer(1...Int.max), "Most requests, those that failed included."),
        budget("tokens", .integer(1...Int.max), "Most tokens, read and written together, as the servers count them."),
        budget("cost", .number(.above(0)), "Most money, by `prices`."),
        budget("hours", .number(.above(0)), "Most hours of work on the run; a training that has begun is finished."),
        ConfigurationKey(
            "prices",
            .sections(minimum: 0),
            .standard(.list([])),
            mutability: .free,
            "What models cost, in any one currency."
        ),
        price("model", .text, .required, "The model's name as the backends name it."),
        price("input", .number(.atLeast(0)), .standard(.double(0)), "For a million tokens read."),
        price("output", .number(.atLeast(0)), .standard(.double(0)), "For a million tokens written."),
        price("request", .number(.atLeast(0)), .standard(.double(0)), "For one request."),
        price("batch", .number(.atLeast(0)), .standard(.double(0.5)), "What a token costs in a batch file, as a share of its price."),
    ]

    private static func batchKeys(_ section: String, appliesTo: String) -> [ConfigurationKey] {
        [
            ConfigurationKey(
                section + ".batch",
                .section,
                .optional("live requests"),
                mutability: .free,
                appliesTo: appliesTo,
                "Send requests as files through OpenAI's Batch interface, at its lower price; `{}` turns it on."
            ),
            ConfigurationKey(
                section + ".batch.lines",
                .integer(1...50_000),
                .standard(.integer(20_000)),
                mutability: .free,
                appliesTo: appliesTo,
                "Most requests a file."
            ),
            ConfigurationKey(
                section + ".batch.poll",
                .number(.above(0)),
                .standard(.double(60)),
                mutability: .free,
                appliesTo: appliesTo,
                "Most seconds between two looks at a batch."
            ),
        ]
    }

    private static func rule(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("rewards[].rule." + name, type, presence, appliesTo: "rule", summary)
    }

    private static func judge(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("rewards[].judge." + name, type, presence, appliesTo: "judge", summary)
    }

    private static func embedding(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("embeddings." + name, type, presence, mutability: .free, summary)
    }

    private static func budget(_ name: String, _ type: ConfigurationType, _ summary: String) -> ConfigurationKey {
        ConfigurationKey("budget." + name, type, .optional("no cap"), mutability: .free, summary)
    }

    private static func price(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("prices[]." + name, type, presence, mutability: .free, summary)
    }
}
