/// Where the policy's log-probabilities come from.
package enum LogprobMode: String, Sendable, Hashable, CaseIterable {
    /// As the server reports them while sampling.
    case sampled
    /// Measured on the sampled token ids.
    case given
    case none
}
