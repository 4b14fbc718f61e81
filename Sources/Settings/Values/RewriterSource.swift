/// Whose servers rewrite prompts.
package enum RewriterSource: String, Sendable, Hashable, CaseIterable {
    case policy
    case reference
    /// The rewriter's own.
    case own
}
