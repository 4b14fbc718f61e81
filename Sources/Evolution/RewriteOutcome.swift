/// What became of a rewrite.
package enum RewriteOutcome: Sendable, Hashable {
    /// A new prompt: the text takes the place of the parent's last user message.
    case prompt(String)
    case dropped(RewriteReason)
}
