package import Inference

/// A rewrite a planned parent still lacks.
package struct RewriteWork: Sendable, Hashable {
    package var position: Int
    package var parentID: Int64
    /// First eight bytes of the parent's content hash, big-endian: what its seeds derive from.
    package var parentHash: UInt64
    package var messages: [Message]
    /// Index into the run's list of strategies.
    package var strategy: Int

    package init(position: Int, parentID: Int64, parentHash: UInt64, messages: [Message], strategy: Int) {
        self.position = position
        self.parentID = parentID
        self.parentHash = parentHash
        self.messages = messages
        self.strategy = strategy
    }
}
