/// What the endpoints of one role answered to the same questions: they are asked in turns, so they must be one model.
package struct EndpointAgreement: Sendable {
    /// One endpoint's answers.
    package struct Answer: Sendable {
        package var endpoint: String
        /// The probe conversation's tokens, where it tells.
        package var promptTokens: [Int32]?
        /// Log-probs of one and the same response, where it measures given text.
        package var logprobs: [Double]?
        /// The version of its weights, where it tells.
        package var weightVersion: String?

        package init(endpoint: String, promptTokens: [Int32]? = nil, logprobs: [Double]? = nil, weightVersion: String? = nil) {
            self.endpoint = endpoint
            self.promptTokens = promptTokens
            self.logprobs = logprobs
            self.weightVersion = weightVersion
        }
    }

    /// Largest mean absolute difference per token between two endpoints of the same weights, in nats: kernels and batching explain about 0.01.
    package static let tolerance = SampledLogprobCheck.tolerance

    /// `policy`, `reference`.
    package var role: String
    package var answers: [Answer]

    package init(role: String, answers: [Answer]) {
        self.role = role
        self.answers = answers
    }

    /// By endpoint: every one after the first is compared with the first.
    package var findings: [(endpoint: String, finding: ProbeFinding)] {
        guard let first = answers.first else { return [] }
        return answers.dropFirst().compactMap { answer in
            compare(answer, with: first).map { (answer.endpoint, $0) }
        }
    }

    private func compare(_ answer: Answer, with first: Answer) -> ProbeFinding? {
        if let ours = first.promptTokens, let theirs = answer.promptTokens, ours != theirs {
            return ProbeFinding(
                .agreement,
                .bad,
                "turns the same conversation into other tokens than \(first.endpoint): they serve different tokenizers or chat templates",
                remedy: "serve one model with one template at every endpoint of the \(role)"
            )
        }
        if let difference = Self.difference(answer.logprobs, first.logprobs) {
            guard difference <= Self.tolerance else {
                return ProbeFinding(
                    .agreement,
                    .bad,
                    "other weights than at \(first.endpoint): log-probs of the same response differ by \(ProbeText.rounded(difference)) per token",
                    remedy: "load the same weights at every endpoint of the \(role)",
                    value: difference,
                    bound: Self.tolerance
                )
            }
            if let versions = versions(answer, first) { return versions }
            return ProbeFinding(
                .agreement,
                .good,
                "the same weights as at \(first.endpoint), by the log-probs of one response",
                value: difference,
                bound: Self.tolerance
            )
        }
        if let versions = versions(answer, first) { return versions }
        guard answer.promptTokens != nil, first.promptTokens != nil else { return nil }
        return ProbeFinding(.agreement, .good, "the same tokens as at \(first.endpoint)")
    }

    private func versions(_ answer: Answer, _ first: Answer) -> ProbeFinding? {
        guard let ours = first.weightVersion, let theirs = answer.weightVersion, ours != theirs else { return nil }
        return ProbeFinding(
            .agreement,
            .warning,
            "says that its weights are \(theirs), where \(first.endpoint) says \(ours)",
            remedy: "load the same weights at every endpoint of the \(role)"
        )
    }

    /// Mean absolute difference per token; nil where there is nothing to compare.
    private static func difference(_ one: [Double]?, _ other: [Double]?) -> Double? {
        guard let one, let other, one.count == other.count, !one.isEmpty else { return nil }
        return zip(one, other).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / Double(one.count)
    }
}
