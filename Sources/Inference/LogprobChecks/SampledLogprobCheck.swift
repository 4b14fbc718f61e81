import Scheduling

/// Whether a server's log-probs of sampled tokens are the policy's own, at temperature 1.
///
/// Some servers report them after temperature, top-p and penalties, and nothing in the reply says so. The check samples a few responses,
/// once at temperature 0.5 and once at the run's own settings, re-scores the same token ids, and compares token by token.
/// A greedy probe would not see a server's temperature, because servers divide by 1 where sampling is greedy.
package struct SampledLogprobCheck: Sendable, Hashable {
    /// Largest mean absolute difference per token, in nats, between sampled and re-scored log-probs. Different kernels for decoding and
    /// for scoring given text explain about 0.01.
    package static let tolerance = 0.02
    /// Responses sampled at each of the two settings.
    package static let responses = 4
    /// Longest response sampled for the check; longer ones would tell nothing more.
    package static let responseTokens = 64

    /// Mean absolute difference per token at temperature 0.5 and top-p 1, in nats.
    package var differenceAtHalf: Double
    /// The same at the run's own settings.
    package var differenceAtOwn: Double
    /// Tokens compared.
    package var tokens: Int

    package init(differenceAtHalf: Double, differenceAtOwn: Double, tokens: Int) {
        self.differenceAtHalf = differenceAtHalf
        self.differenceAtOwn = differenceAtOwn
        self.tokens = tokens
    }

    /// Samples from `policy`, re-scores, and returns the differences; throws `misconfigured` if one is over the tolerance.
    ///
    /// `prompts` are conversations to answer, one at least, used in turn; `sampling` are the run's own settings; `endpoint` is the one to blame.
    package static func run(
        _ policy: some PolicyBackend,
        at endpoint: String,
        prompts: [[Message]],
        sampling: SamplingParameters,
        seed: Int64
    ) async throws -> SampledLogprobCheck {
        let check = try await measure(policy, prompts: prompts, sampling: sampling, seed: seed)
        try check.verdict(on: endpoint)
        return check
    }

    /// The same without a verdict.
    package static func measure(
        _ policy: some PolicyBackend,
        prompts: [[Message]],
        sampling: SamplingParameters,
        seed: Int64
    ) async throws -> SampledLogprobCheck {
        var half = sampling
        half.temperature = 0.5
        half.topP = 1
        let atHalf = try await difference(policy, prompts, half, seed)
        let atOwn = try await difference(policy, prompts, sampling, seed)
        return SampledLogprobCheck(differenceAtHalf: atHalf.mean, differenceAtOwn: atOwn.mean, tokens: atHalf.tokens + atOwn.tokens)
    }

    /// Mean absolute difference per token between two lists of per-token log-probs, response by response.
    ///
    /// Throws `malformedReply` if they do not have the same shape or hold no token.
    package static func meanAbsoluteDifference(sampled: [[Double]], given: [[Double]]) throws(BackendError) -> (mean: Double, tokens: Int) {
        var sum = 0.0
        var tokens = 0
        for (one, other) in zip(sampled, given) {
            guard one.count == other.count else {
                throw BackendError(.malformedReply, "a response has \(one.count) sampled and \(other.count) re-scored log-probs")
            }
            for (a, b) in zip(one, other) { sum += (a - b).magnitude }
            tokens += one.count
        }
        guard sampled.count == given.count, tokens > 0, sum.isFinite else {
            throw BackendError(.malformedReply, "sampled and re-scored log-probs cannot be compared: \(tokens) tokens, difference \(sum)")
        }
        return (sum / Double(tokens), tokens)
    }

    /// Throws `misconfigured`, with what to change, if a difference is over the tolerance.
    package func verdict(on endpoint: String) throws(BackendError) {
        guard differenceAtHalf > Self.tolerance || differenceAtOwn > Self.tolerance else { return }
        throw BackendError(
            .misconfigured,
            "\(endpoint): the policy's log-probs of sampled tokens differ from its re-scored ones by \(Self.rounded(differenceAtHalf)) per token at temperature 0.5 "
                + "and \(Self.rounded(differenceAtOwn)) at the run's settings (at most \(Self.tolerance)): they are not those of temperature 1; "
                + "set policy.logprobs: given, or start the server with --logprobs-mode raw_logprobs (vLLM) or SGLANG_RETURN_ORIGINAL_LOGPROB=1 (SGLang)"
        )
    }

    private static func difference(
        _ policy: some PolicyBackend,
        _ prompts: [[Message]],
        _ sampling: SamplingParameters,
        _ seed: Int64
    ) async throws -> (mean: Double, tokens: Int) {
        guard !prompts.isEmpty else { throw BackendError(.misconfigured, "the check of sampled log-probs needs a prompt") }
        var sampling = sampling
        sampling.maxTokens = min(sampling.maxTokens, responseTokens)
        var tokens: [[Int32]] = []
        for messages in prompts.prefix(responses) { tokens.append(try await policy.promptTokens(of: messages)) }
        var sampled: [[Double]] = []
        var given: [[Double]] = []
        for index in 0..<responses {
            let messages = prompts[index % prompts.count]
            let prompt = tokens[index % prompts.count]
            let request = SampleRequest(messages: messages, promptTokens: prompt, count: 1, seed: seed + Int64(index), sampling: sampling)
            for sample in try await policy.sample(request) {
                guard let tokens = sample.tokens, let logprobs = sample.tokenLogprobs else {
                    throw BackendError(.misconfigured, "this backend tells no log-probs of sampled tokens: set policy.logprobs: given")
                }
                sampled.append(logprobs)
                given.append(try await policy.score(prompt: prompt, response: tokens))
            }
        }
        return try meanAbsoluteDifference(sampled: sampled, given: given)
    }

    private static func rounded(_ value: Double) -> String {
        String((value * 10_000).rounded() / 10_000)
    }
}
