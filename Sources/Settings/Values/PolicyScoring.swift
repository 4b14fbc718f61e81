/// How a server without an interface for it measures the log-probs of given tokens.
package enum PolicyScoring: String, Sendable, Hashable, CaseIterable {
    case none
    /// Each token is forced in turn: one request a token.
    case forced
}
