extension ConfigurationTable {
    static let samplingKeys: [ConfigurationKey] =
        [
            ConfigurationKey(
                "policy.sampling",
                .section,
                .standard(.mapping(YAMLMapping())),
                "How answers are drawn; every value is sent, so that no server's own defaults creep in."
            )
        ] + samplingKeys(under: "policy.sampling", temperature: 1, topP: 1, longest: "The longest answer in tokens.")

    static func samplingKeys(under section: String, temperature: Double, topP: Double, longest: String) -> [ConfigurationKey] {
        func key(_ name: String, _ type: ConfigurationType, _ standard: YAMLValue, _ summary: String) -> ConfigurationKey {
            ConfigurationKey(section + "." + name, type, .standard(standard), summary)
        }
        return [
            key("temperature", .number(.from(0, to: 100)), .double(temperature), "Divides the logits; 0 is greedy."),
            key("top_p", .number(.above(0, to: 1)), .double(topP), "Keep the smallest set of tokens with this probability; 1 keeps all."),
            key("top_k", .integer(0...Int(Int32.max)), .integer(0), "Keep this many most likely tokens; 0 keeps all."),
            key("min_p", .number(.from(0, to: 1)), .double(0), "Drop tokens less likely than this share of the likeliest."),
            key("repetition_penalty", .number(.above(0)), .double(1), "Divides the logits of tokens seen before; 1 is off."),
            key("presence_penalty", .number(.from(-2, to: 2)), .double(0), "Subtracted once from tokens already in the answer."),
            key("frequency_penalty", .number(.from(-2, to: 2)), .double(0), "Subtracted for every time a token is in the answer."),
            key("max_tokens", .integer(1...Int(Int32.max)), .integer(1024), longest),
        ]
    }

    static let chatKeys: [ConfigurationKey] = [
        ConfigurationKey(
            "policy.chat",
            .section,
            .standard(.mapping(YAMLMapping())),
            "What surrounds the prompt in a request."
        ),
        ConfigurationKey(
            "policy.chat.system",
            .text,
            .optional("none is added"),
            "The system message of prompts that have none of their own."
        ),
        ConfigurationKey(
            "policy.chat.template_kwargs",
            .mapping,
            .standard(.mapping(YAMLMapping())),
            appliesTo: "vllm, sglang, llamacpp",
            "Variables of the chat template, such as `enable_thinking: false`."
        ),
        ConfigurationKey("policy.chat.stop", .texts, .standard(.list([])), "An answer ends before any of these texts."),
        ConfigurationKey(
            "policy.chat.extra_body",
            .mapping,
            .standard(.mapping(YAMLMapping())),
            appliesTo: "vllm, openai, llamacpp",
            "Further fields of every sampling request."
        ),
        ConfigurationKey(
            "policy.reasoning",
            .section,
            .optional("an answer's text is all of it"),
            "Leave the reasoning part of answers out of what reward models and training sets get; log-probs stay over all tokens."
        ),
        ConfigurationKey("policy.reasoning.open", .text, .standard(.text("<think>")), "What begins it."),
        ConfigurationKey(
            "policy.reasoning.close",
            .text,
            .standard(.text("</think>")),
            "What ends it; an answer in which it never ends has nothing but reasoning, and counts as empty."
        ),
    ]
}
