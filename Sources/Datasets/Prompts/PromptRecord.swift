package import Inference
import JSONCursor
import Platform

/// A prompt with what its file says of it.
package struct PromptRecord: Sendable, Hashable {
    /// An optional system turn, then user and assistant in turn, a user turn last.
    package let messages: [Message]
    /// The record's own `id`.
    package let externalID: String?
    /// The record's other fields as the text of one JSON object; nil when there are none.
    package let metadata: String?
    package let tags: [String]
    /// What makes prompts equal: `contentHash(of: messages)`.
    package let contentHash: String

    package init(messages: [Message], externalID: String? = nil, metadata: String? = nil, tags: [String] = []) {
        self.messages = messages
        self.externalID = externalID
        self.metadata = metadata
        self.tags = tags
        contentHash = Self.contentHash(of: messages)
    }

    /// SHA-256 of the canonical JSON as 64 lower-case hexadecimal digits. Seeds derive from it, so it never changes.
    package static func contentHash(of messages: [Message]) -> String {
        var hash = SHA256()
        canonicalBytes(of: messages).withUnsafeBytes { hash.update($0) }
        return SHA256.hexadecimal(hash.finish())
    }

    /// `[{"role":"user","content":"…"}]`: no white space, keys in this order, UTF-8 as given without normalisation; escaped are only
    /// the quote, the backslash and the characters below U+0020 (`\b \f \n \r \t`, else `\u00` and two lower-case digits).
    package static func canonicalJSON(of messages: [Message]) -> String {
        String(decoding: canonicalBytes(of: messages), as: UTF8.self)
    }

    private static func canonicalBytes(of messages: [Message]) -> [UInt8] {
        var writer = JSONWriter()
        writer.messages(messages)
        return writer.bytes
    }
}
