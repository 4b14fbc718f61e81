package import Inference

/// The chat template: `<role>` words `<eos>` for every turn, and `<assistant>` as the generation prompt.
///
/// A turn is tokenised by itself, so the tokens of a prompt are an exact prefix of those of the whole conversation.
package struct PlaygroundTemplate: Sendable {
    private let vocabulary: PlaygroundVocabulary

    package init(vocabulary: PlaygroundVocabulary) {
        self.vocabulary = vocabulary
    }

    /// The turns and the generation prompt. Throws `rejected` where there is no turn or a role the template lacks.
    package func prompt(of messages: [Message]) throws(BackendError) -> [Int32] {
        try turns(of: messages) + [PlaygroundVocabulary.assistant]
    }

    /// A whole conversation, the assistant's last turn and its `<eos>` included. Throws `rejected` where it does not end with one.
    package func conversation(of messages: [Message]) throws(BackendError) -> [Int32] {
        guard messages.last?.role == "assistant" else {
            throw BackendError(.rejected, "playground: a conversation to score must end with an assistant turn")
        }
        return try turns(of: messages)
    }

    /// The prompt of a single user turn.
    func prompt(asking question: String) -> [Int32] {
        turn(PlaygroundVocabulary.user, question) + [PlaygroundVocabulary.assistant]
    }

    private func turns(of messages: [Message]) throws(BackendError) -> [Int32] {
        if messages.isEmpty {
            throw BackendError(.rejected, "playground: there is no message to answer")
        }
        var tokens: [Int32] = []
        for message in messages {
            guard let opening = vocabulary.opening(ofRole: message.role) else {
                throw BackendError(.rejected, "playground: the chat template has no role of that name; use system, user, assistant or tool")
            }
            tokens += turn(opening, message.content)
        }
        return tokens
    }

    private func turn(_ opening: Int32, _ content: String) -> [Int32] {
        [opening] + vocabulary.tokens(of: content) + [PlaygroundVocabulary.endOfSequence]
    }
}
