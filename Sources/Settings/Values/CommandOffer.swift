/// What a child process that serves a policy can do.
package enum CommandOffer: String, Sendable, Hashable, CaseIterable {
    /// Turns messages into token ids.
    case tokenize
    /// Tells ids and log-probs of what it sampled.
    case logprobs
    /// Measures the log-probs of given ids.
    case score
    /// Equal seeds give equal text.
    case reproducible
}
