extension ConfigurationTable {
    static let policyKeys: [ConfigurationKey] =
        [
            ConfigurationKey("policy", .section, .standard(.mapping(YAMLMapping())), "The model that is trained: it answers the prompts.")
        ]
        + backendKeys(
            "policy",
            .standard(.text("playground")),
            PolicyBackendKind.allCases.map(\.rawValue),
            concurrency: .standard(.text("auto"))
        )
        + [
            ConfigurationKey(
                "policy.path",
                .modelPath,
                .optional("`policy.model`"),
                "What the trainer starts from in round 1: a folder, or a hub id."
            ),
            ConfigurationKey(
                "policy.samples",
                .integer(0...4096),
                .standard(.integer(5)),
                mutability: .additive,
                "Answers per prompt and round, at least 2; may only grow; 0 measures imported answers only."
            ),
            ConfigurationKey(
                "policy.logprobs",
                .choice(LogprobMode.allCases.map(\.rawValue)),
                .standard(.text("given")),
                "Where log-probabilities come from: reported while sampling (sampled), measured on the sampled token ids (given), or none."
            ),
            ConfigurationKey(
                "policy.scoring",
                .choice(PolicyScoring.allCases.map(\.rawValue)),
                .standard(.text("none")),
                appliesTo: "llamacpp",
                "How a server that cannot score given tokens measures them: not at all (none), or with one request a token (forced)."
            ),
            ConfigurationKey(
                "policy.scoring_concurrency",
                .integer(1...65_536),
                .standard(.integer(4)),
                mutability: .free,
                "The most log-probability requests in flight at one endpoint; they cost a server far more memory than sampling."
            ),
            ConfigurationKey(
                "policy.context",
                .integer(1...Int.max),
                .optional("what the server says"),
                "The longest sequence, prompt and answer together, in tokens."
            ),
        ] + dialectKeys + samplingKeys + chatKeys

    static let referenceKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "reference",
                .section,
                .optional("no reference model"),
                "The model implicit rewards are measured against; needed by implicit rewards of the dpo family."
            ),
            ConfigurationKey(
                "reference.same_as",
                .choice(["policy"]),
                .optional("a backend of its own"),
                "Take backend, endpoints and key from the policy; only the model may differ."
            ),
        ]
        + backendKeys(
            "reference",
            .optional("required without `same_as`"),
            PolicyBackendKind.allCases.map(\.rawValue),
            concurrency: .optional("4; with `same_as`, the policy's scoring_concurrency")
        )
        + [
            ConfigurationKey(
                "reference.path",
                .modelPath,
                .optional("the model's name; with `same_as` and no model of its own, `policy.path`"),
                "What the trainer measures against in round 1: a folder, or a hub id."
            ),
            ConfigurationKey(
                "reference.follow",
                .choice(ReferenceFollow.allCases.map(\.rawValue)),
                .standard(.text("fixed")),
                "Whether later rounds are measured against the same model (fixed) or against the policy of the round before (rolling)."
            ),
        ]

    static let rewardKeys: [ConfigurationKey] =
        [
            ConfigurationKey("rewards", .sections(minimum: 1), .required, mutability: .additive, "The reward models that judge answers."),
            ConfigurationKey("rewards[].name", .fileName, .required, "The name its scores are recorded under."),
        ]
        + backendKeys("rewards[]", .required, RewardBackendKind.allCases.map(\.rawValue), concurrency: .standard(.text("auto")))
        + [
            ConfigurationKey(
                "rewards[].template",
                .template,
                .optional("required for openrlhf, tei, triton and sglang"),
                appliesTo: "openrlhf, tei, triton, sglang",
                "How prompt and answer become the one text the server reads: the policy's chat template, plain, or a template file."
            ),
            ConfigurationKey(
                "rewards[].batch_independent",
                .flag,
                .standard(.bool(true)),
                "A score does not depend on which answers share its request; false sends every answer alone."
            ),
        ] + rewardContractKeys + ruleKeys + judgeKeys + followupKeys

    static func backendKeys(
        _ section: String,
        _ backend: ConfigurationKey.Presence,
        _ kinds: [String],
        concurrency: ConfigurationKey.Presence
    ) -> [ConfigurationKey] {
        let servers: String = kinds.filter { !["playground", "imported", "command", "rule"].contains($0) }.joined(separator: ", ")
        return [
            ConfigurationKey(section + ".backend", .choice(kinds), backend, "What serves the model."),
            ConfigurationKey(
                section + ".endpoints",
                .endpoints,
                .standard(.list([])),
                mutability: .free,
                appliesTo: servers,
                "The servers' base URLs; work is spread over all of them."
            ),
            ConfigurationKey(section + ".model", .text, .optional(modelDefault(section)), "The model's name as the servers know it."),
            ConfigurationKey(
                section + ".api_key_env",
                .environmentName,
                .optional("no key is sent"),
                mutability: .free,
                appliesTo: servers,
                "The name of the environment variable that holds the servers' key."
            ),
            ConfigurationKey(
                section + ".concurrency",
                .countOr(["auto"]),
                concurrency,
                mutability: .free,
                "The most requests in flight at one endpoint, or `auto`: as many as make it faster, found while the run goes on."
            ),
            ConfigurationKey(
                section + ".requests_per_minute",
                .number(.above(0)),
                .optional("no limit but the server's own"),
                mutability: .free,
                appliesTo: servers,
                "The most requests a minute at one endpoint."
            ),
            ConfigurationKey(
                section + ".tokens_per_minute",
                .number(.above(0)),
                .optional("no limit but the server's own"),
                mutability: .free,
                appliesTo: servers,
                "The most tokens a minute, read and written together, at one endpoint."
            ),
            ConfigurationKey(
                section + ".command",
                .arguments(minimum: 1),
                .optional("required for command"),
                mutability: .free,
                appliesTo: "command",
                "The program that speaks JSON lines, and its arguments."
            ),
            ConfigurationKey(
                section + ".processes",
                .integer(1...1024),
                .standard(.integer(1)),
                mutability: .free,
                appliesTo: "command",
                "How many of the program run side by side."
            ),
        ]
    }

    private static func modelDefault(_ section: String) -> String {
        switch section {
        case "policy": "required; `base` for playground"
        case "reference": "required; `base` for playground; with `same_as`, the policy's"
        case "evolution.rewriter": "required; `rewriter` for playground; with `same_as`, that model's"
        default: "required for vllm, judge and followup; `hidden` for playground; else the reward's name"
        }
    }
}
