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

    /// What the protocol is made for: everything but equal text for equal seeds, which only a careful program keeps.
    static let usual: [CommandOffer] = [.tokenize, .logprobs, .score]
}
