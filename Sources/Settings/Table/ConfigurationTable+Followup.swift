extension ConfigurationTable {
    static let followupKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "rewards[].followup",
            .section,
            .standard(.mapping(YAMLMapping())),
            appliesTo: "followup",
            "A model that measures how likely the user's next turn is."
        ),
        followup(
            "server",
            .choice(FollowupSettings.Server.allCases.map(\.rawValue)),
            .standard(.text("vllm")),
            "What serves the model; llamacpp takes one request a token."
        ),
        followup(
            "positive",
            .texts,
            .standard(.list(FollowupSettings.defaultPositive.map { .text($0) })),
            "What a user says next whom the answer helped; the reward is their mean log-probability per token, less that of `negative`."
        ),
        followup(
            "negative",
            .texts,
            .standard(.list(FollowupSettings.defaultNegative.map { .text($0) })),
            "What a user says next whom the answer did not help."
        ),
    ]

    private static func followup(
        _ name: String,
        _ type: ConfigurationType,
        _ presence: ConfigurationKey.Presence,
        _ summary: String
    ) -> ConfigurationKey {
        ConfigurationKey("rewards[].followup." + name, type, presence, appliesTo: "followup", summary)
    }
}
