/// The token ids that an endpoint makes of the probe conversation.
package struct TemplateReading: ProbeReading, Hashable {
    /// The prompt with the generation prompt.
    package var prompt: [Int32]
    /// Prompt and answer; nil where it was not asked for.
    package var conversation: [Int32]?

    package init(prompt: [Int32], conversation: [Int32]? = nil) {
        self.prompt = prompt
        self.conversation = conversation
    }

    package var findings: [ProbeFinding] {
        [judgement]
    }

    private var judgement: ProbeFinding {
        guard !prompt.isEmpty else {
            return ProbeFinding(
                .template,
                .bad,
                "the templated prompt has no tokens",
                remedy: "give the model a chat template (vLLM: --chat-template)"
            )
        }
        if prompt.count > 1, prompt[0] == prompt[1] {
            return ProbeFinding(
                .template,
                .bad,
                "the templated prompt begins with the same token twice (\(prompt[0])): the template and the tokenizer both add a begin-of-sequence token",
                remedy: "take it out of the chat template, or serve a tokenizer that adds none"
            )
        }
        guard let conversation else {
            return ProbeFinding(.template, .good, "a templated question has \(prompt.count) tokens", value: Double(prompt.count))
        }
        guard conversation.starts(with: prompt) else {
            let common = zip(prompt, conversation).prefix { $0 == $1 }.count
            return ProbeFinding(
                .template,
                .warning,
                "the tokens of the prompt are not the beginning of those of prompt and answer: they part after \(common) of \(prompt.count)",
                remedy: "answers that are imported as text are measured as the template has them there, think blocks included; "
                    + "policy.chat.template_kwargs may make the two agree ({enable_thinking: false})",
                value: Double(common),
                bound: Double(prompt.count)
            )
        }
        return ProbeFinding(
            .template,
            .good,
            "a templated question has \(prompt.count) tokens and begins the one with an answer (\(conversation.count))",
            value: Double(prompt.count)
        )
    }
}
