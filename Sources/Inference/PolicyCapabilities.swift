/// What a policy backend can do, by dialect. The orchestrator refuses a run that needs more, before its first request.
package struct PolicyCapabilities: Sendable, Hashable {
    /// Turns messages into token ids with the model's own template.
    package var tokenizes: Bool
    /// Returns the sampled token ids and their log-probs.
    package var reportsSampledLogprobs: Bool
    /// Measures the log-prob of given token ids.
    package var scoresGivenText: Bool
    /// Sample j of a request is drawn with `seed + j` and equal seeds give equal text.
    package var reproducible: Bool

    package init(tokenizes: Bool, reportsSampledLogprobs: Bool, scoresGivenText: Bool, reproducible: Bool) {
        self.tokenizes = tokenizes
        self.reportsSampledLogprobs = reportsSampledLogprobs
        self.scoresGivenText = scoresGivenText
        self.reproducible = reproducible
    }
}
