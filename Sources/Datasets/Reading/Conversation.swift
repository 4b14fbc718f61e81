import Inference

/// What a policy can be asked: at most one system turn first, then user and assistant in turn, a user turn last.
enum Conversation {
    /// Nil when `messages` is such a conversation, else the sentence what is wrong.
    static func fault(in messages: [Message]) -> String? {
        let turns = messages.first?.role == "system" ? messages.dropFirst() : messages[...]
        guard !turns.isEmpty else { return "the prompt has no user turn" }
        for (index, turn) in turns.enumerated() {
            let expected: String = index % 2 == 0 ? "user" : "assistant"
            guard turn.role == expected else {
                return "turn \(index + 1) of the conversation must be of role \(expected), not \(quoted(turn.role)): "
                    + "an optional system turn comes first, then user and assistant take turns"
            }
        }
        guard turns.last?.role == "user" else { return "the conversation must end with a user turn, which the policy answers" }
        if turns.contains(where: { $0.role == "user" && $0.content.utf8.allSatisfy(isSpace) }) { return "a user turn is empty" }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
