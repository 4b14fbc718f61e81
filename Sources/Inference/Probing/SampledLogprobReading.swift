/// Log-probs of sampled tokens against the same tokens measured as given text.
package struct SampledLogprobReading: ProbeReading, Hashable {
    package var check: SampledLogprobCheck
    /// Whether the run records sampled log-probs.
    package var isNeeded: Bool
    /// The server's name and version, where it tells: what to change differs.
    package var server: String?

    package init(check: SampledLogprobCheck, isNeeded: Bool, server: String?) {
        self.check = check
        self.isNeeded = isNeeded
        self.server = server
    }

    package var findings: [ProbeFinding] {
        let worst = max(check.differenceAtHalf, check.differenceAtOwn)
        let limit = SampledLogprobCheck.tolerance
        if worst <= limit {
            let message = "sampled log-probs agree with measured ones (\(check.tokens) tokens compared)"
            return [ProbeFinding(.logprobs, .good, message, value: worst, bound: limit)]
        }
        let numbers =
            "\(ProbeText.rounded(check.differenceAtHalf)) per token at temperature 0.5 and \(ProbeText.rounded(check.differenceAtOwn)) at the "
            + "run's settings (at most \(limit))"
        guard isNeeded else {
            let message = "sampled log-probs are not those of temperature 1, off by \(numbers): the run measures its own"
            return [ProbeFinding(.logprobs, .good, message, value: worst, bound: limit)]
        }
        let message =
            "the policy's log-probs of sampled tokens differ from its re-scored ones by \(numbers): they are not those of temperature 1"
        return [ProbeFinding(.logprobs, .bad, message, remedy: remedy, value: worst, bound: limit)]
    }

    private var remedy: String {
        let name = server?.lowercased() ?? ""
        if name.hasPrefix("sglang") { return "set policy.logprobs: given, or start SGLang with SGLANG_RETURN_ORIGINAL_LOGPROB=1" }
        if name.hasPrefix("vllm") { return "set policy.logprobs: given, or start vLLM with --logprobs-mode raw_logprobs" }
        return "set policy.logprobs: given"
    }
}
