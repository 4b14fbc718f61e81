extension ConfigurationTable {
    static let trainerKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "trainer",
                .section,
                .standard(.mapping(YAMLMapping())),
                mutability: .additive,
                shorthand: "kind",
                "What turns a round's training set into new weights."
            ),
            ConfigurationKey(
                "trainer.kind",
                .choice(TrainerKind.allCases.map(\.rawValue)),
                .optional("`command` when command is set, else `none`"),
                mutability: .additive,
                "Nothing (none), a person who says `selfplay advance` (manual), the playground's own trainer (playground), or a program (command)."
            ),
            trainer("command", .arguments(minimum: 1), .optional("required for kind command"), "command", trainerCommand),
            trainer(
                "environment",
                .variables,
                .standard(.mapping(YAMLMapping())),
                "command",
                "Environment variables beyond those inherited. No secrets: they are recorded."
            ),
            trainer("directory", .filePath, .optional("the configuration's folder"), "command", "Where the program is started."),
            trainer("timeout", .number(.above(0)), .standard(.double(86_400)), "command", "Seconds the program may take."),
            trainer(
                "log_limit",
                .integer(1...Int.max),
                .standard(.integer(536_870_912)),
                "command",
                "The most bytes of its output that are kept."
            ),
            trainer("before", .argumentLists, .standard(.list([])), "command", "Commands run before the program, one after the other."),
            trainer("after", .argumentLists, .standard(.list([])), "command", "Commands run after it has succeeded."),
            trainer(
                "data",
                .choice(ExportFormat.allCases.map(\.rawValue)),
                .optional("the first of `export`"),
                "manual, playground, command",
                "The format of the training set it gets."
            ),
        ] + playgroundTrainerKeys + weightKeys

    private static let trainerCommand =
        "The program and its arguments, not read by a shell; `{dataset}`, `{policy}`, `{output}` and the like are filled in."

    private static let playgroundTrainerKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "trainer.playground",
            .section,
            .standard(.mapping(YAMLMapping())),
            mutability: .free,
            appliesTo: "playground",
            "How the playground's trainer trains; what is not written is the trainer's own default (docs/playground.md)."
        ),
        trainer("playground.loss", .choice(PlaygroundLoss.allCases.map(\.rawValue)), .standard(.text("dpo")), "playground", "The loss."),
        trainer("playground.beta", .number(.above(0)), .optional("the trainer's"), "playground", "The factor of the implicit reward."),
        trainer("playground.gamma", .number(.atLeast(0)), .optional("the trainer's"), "playground, loss simpo", "The target margin."),
        trainer("playground.learning_rate", .number(.above(0)), .optional("the trainer's"), "playground", "The step size."),
        trainer("playground.epochs", .integer(1...Int.max), .optional("the trainer's"), "playground", "Passes over the training set."),
        trainer("playground.batch", .integer(1...Int.max), .optional("the trainer's"), "playground", "Pairs a step."),
        trainer("playground.seed", .integer(0...Int.max), .optional("from the run's seed"), "playground", "The seed of the shuffling."),
    ]

    private static let weightKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "trainer.weights",
            .section,
            .standard(.mapping(YAMLMapping())),
            mutability: .free,
            appliesTo: "manual, playground, command",
            "How the servers get the new weights, and how that is checked."
        ),
        weights(
            "swap",
            .choice(WeightSwap.allCases.map(\.rawValue)),
            .standard(.text("none")),
            "Not at all (none, all the playground needs), as a LoRA adapter (vllm_lora), from a folder (vllm_reload, sglang_disk), "
                + "with a command that restarts the server (restart), or by somebody else, who is waited for (external)."
        ),
        weights("command", .arguments(minimum: 1), .optional("required for swap restart"), "The command that restarts the server."),
        weights(
            "free",
            .choice(MemoryRelease.allCases.map(\.rawValue)),
            .standard(.text("none")),
            "How the servers' memory is freed while the trainer runs: not, by a sleep (vllm_sleep), by a release (sglang_release), "
                + "or with a command that stops them (stop)."
        ),
        weights("stop_command", .arguments(minimum: 1), .optional("required for free stop"), "The command that stops the server."),
        weights("timeout", .number(.above(0)), .standard(.double(600)), "Seconds until the servers must answer with the new weights."),
        weights(
            "check",
            .integer(0...64),
            .standard(.integer(16)),
            "Answers measured again after a swap, to see that the weights did change; 0 is off."
        ),
        weights(
            "noise_floor",
            .number(.atLeast(0)),
            .standard(.double(0.001)),
            "A mean change per token up to this, in nats, counts as no change."
        ),
    ]

    private static func trainer(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ appliesTo: String,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("trainer." + name, type, presence, mutability: .free, appliesTo: appliesTo, summary)
    }

    private static func weights(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("trainer.weights." + name, type, presence, mutability: .free, summary)
    }
}
