/// What is to fit into a server, and what does.
package struct ContextReading: ProbeReading, Hashable {
    /// Longest sequence in tokens, where it is known.
    package var contextLength: Int?
    /// Tokens of the probe's prompt; 0 where nobody counts them. Real prompts are longer.
    package var promptTokens: Int
    /// `policy.sampling.max_tokens`.
    package var maxTokens: Int
    /// Responses asked for at once.
    package var samples: Int
    /// Sequences the server works on at once, where it tells.
    package var slots: Int?

    package init(contextLength: Int?, promptTokens: Int, maxTokens: Int, samples: Int, slots: Int? = nil) {
        self.contextLength = contextLength
        self.promptTokens = promptTokens
        self.maxTokens = maxTokens
        self.samples = samples
        self.slots = slots
    }

    package var findings: [ProbeFinding] {
        [context, parallel].compactMap { $0 }
    }

    private var context: ProbeFinding? {
        guard let contextLength else { return nil }
        let value = Double(contextLength)
        guard contextLength > promptTokens + 1 else {
            return ProbeFinding(
                .context,
                .bad,
                "the context of \(contextLength) tokens has no room for a response to a prompt of \(promptTokens)",
                remedy:
                    "start the server with a longer one (vLLM: --max-model-len, llama-server: -c), or set policy.context if it tells wrong",
                value: value,
                bound: Double(promptTokens + 2)
            )
        }
        let needed = promptTokens + maxTokens
        guard contextLength >= needed else {
            return ProbeFinding(
                .context,
                .warning,
                "a context of \(contextLength) tokens cannot hold policy.sampling.max_tokens of \(maxTokens) after even a short prompt "
                    + "(\(promptTokens) tokens): longer responses are cut there",
                remedy: "lower max_tokens, or start the server with a longer context",
                value: value,
                bound: Double(needed)
            )
        }
        return ProbeFinding(.context, .good, "a context of \(contextLength) tokens", value: value, bound: Double(needed))
    }

    private var parallel: ProbeFinding? {
        guard let slots, samples > 1 else { return nil }
        guard samples > slots else {
            return ProbeFinding(
                .slots,
                .good,
                "\(slots) slots for \(samples) responses at once",
                value: Double(slots),
                bound: Double(samples)
            )
        }
        return ProbeFinding(
            .slots,
            .warning,
            "policy.samples is \(samples), and the server works on \(slots) at once: a prompt's responses are asked for in portions",
            remedy: "start llama-server with -np \(samples) or more",
            value: Double(slots),
            bound: Double(samples)
        )
    }
}
