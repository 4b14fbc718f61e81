package import Inference
import Platform

/// A prompt of the experiment's pool.
package struct LabPrompt: Sendable, Hashable {
    package let messages: [Message]
    /// The first 8 bytes of its content hash, as in a run.
    package let hash: UInt64

    package init(messages: [Message]) {
        self.messages = messages
        let digest = SHA256.digest(of: Message.encodeList(messages).utf8)
        hash = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// One user turn.
    package init(_ question: String) {
        self.init(messages: [Message(role: "user", content: question)])
    }
}
