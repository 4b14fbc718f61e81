package import Inference

/// The prompt of a training set's row.
package struct TrainingPrompt: Sendable, Hashable {
    package var messages: [Message]
    /// The content hash: 64 hexadecimal digits.
    package var id: String
    /// The content hash of the seed prompt it descends from, its own where it is one: what a split keeps together.
    package var root: String
    /// The prompt's own id in its source.
    package var externalID: String?
    /// The text of a JSON object.
    package var metadata: String?
    package var tags: [String]
    /// From 1.
    package var round: Int
    /// The text its model saw, with the chat template and the start of the answer: what formats of plain texts write of a conversation.
    package var rendered: String?

    package init(
        messages: [Message],
        id: String,
        root: String? = nil,
        externalID: String? = nil,
        metadata: String? = nil,
        tags: [String] = [],
        round: Int,
        rendered: String? = nil
    ) {
        self.messages = messages
        self.id = id
        self.root = root ?? id
        self.externalID = externalID
        self.metadata = metadata
        self.tags = tags
        self.round = round
        self.rendered = rendered
    }
}
