extension ConfigurationTable {
    static let emitKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "emit",
            .section,
            .standard(.mapping(YAMLMapping())),
            mutability: .additive,
            "Which pairs get into the training set."
        ),
        ConfigurationKey(
            "emit.rounds",
            .countOr(["this", "all"]),
            .standard(.text("this")),
            mutability: .additive,
            "The pairs of this round, of all rounds so far, or of the last so many."
        ),
        ConfigurationKey(
            "emit.base",
            .choice(EmittedBase.allCases.map(\.rawValue)),
            .optional("all with evolution.mode evolve_then_select, else kept"),
            mutability: .additive,
            "Of the prompts as they were sampled: all pairs, or those that selection.keep keeps."
        ),
    ]

    static let heldOutKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "held_out",
            .section,
            .optional("no prompts are held out"),
            "Prompts no round trains on; their mean reward is measured before training and after each. One of share, count and source."
        ),
        ConfigurationKey("held_out.share", .number(.between(0, 1)), .optional("unset"), "This share of the prompts."),
        ConfigurationKey("held_out.count", .integer(1...Int.max), .optional("unset"), "So many of the prompts."),
        ConfigurationKey("held_out.source", .filePath, .optional("unset"), "The prompts of a file of their own."),
        ConfigurationKey("held_out.samples", .integer(1...4096), .standard(.integer(1)), "Answers to each of them."),
    ]

    static let earlyStopKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "early_stop",
            .section,
            .optional("`rounds` alone decides"),
            mutability: .free,
            "When a run ends before its rounds are done."
        ),
        free(
            "early_stop.mean_score_below",
            .number(.any),
            .optional("unset"),
            "End when the mean score of the kept pairs is below this number."
        ),
        free(
            "early_stop.reward_gain_below",
            .number(.any),
            .optional("unset"),
            "End when a round gains less than this mean reward on the prompts held out."
        ),
        free("early_stop.rounds", .integer(1...1_000_000), .standard(.integer(1)), "In so many rounds in a row."),
    ]

    static let evalKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "eval",
            .section,
            .optional("no evaluation"),
            mutability: .free,
            "A command that evaluates the policy after a round."
        ),
        free("eval.command", .arguments(minimum: 1), .required, "The program and its arguments; it prints JSON."),
        free("eval.every", .integer(1...1_000_000), .standard(.integer(1)), "After every so many rounds."),
        free("eval.metric", .text, .required, "The name of the number in what it prints; larger is better."),
        free("eval.on_fall", .choice(EvalFall.allCases.map(\.rawValue)), .standard(.text("warn")), "What to do when the number falls."),
        free("eval.timeout", .number(.above(0)), .standard(.double(3600)), "Seconds it may take."),
        free("eval.tolerance", .number(.atLeast(0)), .standard(.double(0)), "It has fallen when it is lower by more than this."),
    ]

    static let hookKeys: [ConfigurationKey] = [
        ConfigurationKey("hooks", .section, .optional("none"), mutability: .free, "Commands that are told of what happens."),
        free("hooks.round_finished", .arguments(minimum: 1), .optional("nothing is run"), "Run when a round is closed."),
        free("hooks.stopped", .arguments(minimum: 1), .optional("nothing is run"), "Run when the run stops before its end, or ends."),
        free("hooks.failed", .arguments(minimum: 1), .optional("nothing is run"), "Run when the run fails."),
        free("hooks.timeout", .number(.above(0)), .standard(.double(60)), "Seconds a hook may take."),
    ]

    static let scheduleKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "schedule",
            .sections(minimum: 0),
            .standard(.list([])),
            mutability: .additive,
            "Sampling that changes from a round on; later entries win."
        ),
        ConfigurationKey(
            "schedule[].from_round",
            .integer(2...1_000_000),
            .required,
            mutability: .additive,
            "The first round it holds for; entries stand in the order of their rounds."
        ),
        ConfigurationKey(
            "schedule[].set",
            .samplingChanges,
            .required,
            mutability: .additive,
            "Keys under policy.sampling and their values, such as `policy.sampling.temperature: 1.0`."
        ),
    ]

    private static func free(
        _ path: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey(path, type, presence, mutability: .free, summary)
    }
}
