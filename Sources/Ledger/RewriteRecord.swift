package import Inference

/// A rewrite as the ledger holds it, with the prompt it was made from.
package struct RewriteRecord: Sendable, Hashable {
    package var parentID: Int64
    package var parentMessages: [Message]
    package var strategy: String
    package var attempt: Int
    package var text: String
    /// Cut off at the token limit.
    package var isTruncated: Bool
    /// Whether it became a prompt or was dropped already.
    package var isResolved: Bool
}
