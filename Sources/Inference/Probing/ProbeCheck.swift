/// What is looked at when an endpoint is probed, before anything it says is believed. The raw values are recorded in the ledger and never change.
package enum ProbeCheck: String, Sendable, Hashable, CaseIterable {
    /// It answers, and serves the model.
    case reachable
    /// A conversation becomes tokens as training and scoring need it.
    case template
    /// A prompt and a longest response fit.
    case context
    /// As many samples at once as a prompt has.
    case slots
    /// Samples come with their token ids.
    case ids
    /// The same request gives the same response.
    case sameSeed = "same seed"
    /// Another seed gives another response.
    case otherSeeds = "other seeds"
    /// One request for two responses equals two requests with the seeds s and s + 1.
    case children
    /// Log-probs of sampled tokens are the policy's own.
    case logprobs = "log-probs"
    /// Endpoints of one role serve the same model.
    case agreement
    /// A better answer scores higher than a worse one.
    case selfTest = "self-test"
    /// Raw outputs, not probabilities.
    case range = "score range"
    /// The same answer scores the same again.
    case repeatable
}
