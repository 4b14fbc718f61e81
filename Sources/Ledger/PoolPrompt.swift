package import Inference

/// A prompt as it enters the ledger.
package struct PoolPrompt: Sendable, Hashable {
    package var messages: [Message]
    /// SHA-256 of the canonical messages, hexadecimal: what makes two prompts the same.
    package var contentHash: String
    package var externalID: String?
    /// Further fields of the source as a JSON object.
    package var metadata: String?
    /// No training round ever samples, rewrites or trains on it.
    package var isHeldOut: Bool
    /// Which of the run's prompt sources it came from, from 0; nil: none of them.
    package var origin: Int?

    package init(
        messages: [Message],
        contentHash: String,
        externalID: String?,
        metadata: String?,
        isHeldOut: Bool = false,
        origin: Int? = nil
    ) {
        self.messages = messages
        self.contentHash = contentHash
        self.externalID = externalID
        self.metadata = metadata
        self.isHeldOut = isHeldOut
        self.origin = origin
    }
}
