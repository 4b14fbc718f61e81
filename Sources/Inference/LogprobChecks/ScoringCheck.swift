import Scheduling

/// Whether a server's log-probs of given text are those of the tokens they stand at.
///
/// Some servers answer such a request with other numbers and status 200: of nothing but what they generated, or each one token late. The check
/// samples an answer greedily and one at temperature 1, where log-probs after temperature are the same as before, and measures the same tokens
/// as given text.
enum ScoringCheck {
    /// Longest answer sampled for it.
    static let responseTokens = 12

    /// Throws `misconfigured`, with the reason, where the two differ; `place` is the endpoint to blame.
    static func run(_ policy: some PolicyBackend, at place: String, prompt: [Int32], messages: [Message]) async throws {
        for temperature in [0.0, 1.0] {
            let sampling = SamplingParameters(temperature: temperature, maxTokens: responseTokens)
            let request = SampleRequest(messages: messages, promptTokens: prompt, count: 1, seed: 1, sampling: sampling)
            do {
                try await compare(policy, request, prompt, place)
            } catch let error as BackendError where error.failure == .malformedReply || error.failure == .notFinite {
                throw BackendError(.misconfigured, "log-probs of given text cannot be measured here: \(error.message)")
            }
        }
    }

    private static func compare(_ policy: some PolicyBackend, _ request: SampleRequest, _ prompt: [Int32], _ place: String) async throws {
        guard let sample = try await policy.sample(request).first, let tokens = sample.tokens, let sampled = sample.tokenLogprobs else {
            throw BackendError(.misconfigured, "\(place): the server tells no log-probs of sampled tokens")
        }
        let given = try await policy.score(prompt: prompt, response: tokens)
        let difference = try SampledLogprobCheck.meanAbsoluteDifference(sampled: [sampled], given: [given]).mean
        guard difference <= SampledLogprobCheck.tolerance else {
            throw BackendError(
                .misconfigured,
                "\(place): log-probs of given text are not those of the tokens they stand at: an answer just sampled measures otherwise by "
                    + "\((difference * 10_000).rounded() / 10_000) per token (at most \(SampledLogprobCheck.tolerance)); score with another backend"
            )
        }
    }
}
