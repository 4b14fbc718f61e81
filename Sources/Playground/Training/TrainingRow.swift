import Inference
import JSONCursor

/// One line of a preference training set as it stands there.
struct TrainingRow {
    /// What is wrong with a line, in one sentence.
    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    /// Tokens of a conversation: far beyond the playground's context, so that one row cannot take all memory.
    private static let longest = 4096

    private var prompt: [Message]?
    private var chosen: [Message]?
    private var rejected: [Message]?

    init(_ line: [UInt8]) throws {
        try JSONCursor.read(line) { cursor in
            try cursor.object { key, value in
                switch key {
                case "prompt": prompt = try Self.messages(&value, "prompt")
                case "chosen": chosen = try Self.messages(&value, "chosen")
                case "rejected": rejected = try Self.messages(&value, "rejected")
                default: try value.skip()
                }
            }
        }
    }

    func pair() throws -> PlaygroundPair {
        guard let prompt, let chosen, let rejected else {
            let missing = [("prompt", prompt == nil), ("chosen", chosen == nil), ("rejected", rejected == nil)].filter(\.1).map(\.0)
            throw Fault(description: "the row has no \(missing.joined(separator: ", no ")); a row needs prompt, chosen and rejected")
        }
        let (better, worse) = (try Self.answer(chosen, "chosen"), try Self.answer(rejected, "rejected"))
        let pair = try PlaygroundPair(prompt: prompt, chosen: better, rejected: worse)
        guard pair.prompt.count + max(pair.chosen.count, pair.rejected.count) <= Self.longest else {
            throw Fault(
                description: "the conversation has more than \(Self.longest) tokens, which is none of the playground's: leave it out"
            )
        }
        return pair
    }

    private static func answer(_ messages: [Message], _ name: String) throws -> String {
        guard messages.count == 1, messages[0].role == "assistant" else {
            throw Fault(description: "\(name) must be a list of one message of role assistant")
        }
        return messages[0].content
    }

    private static func messages(_ cursor: inout JSONCursor, _ name: String) throws -> [Message] {
        guard try cursor.peek() == .array else {
            throw Fault(description: "\(name) must be a list of messages with role and content; export with --format trl")
        }
        var messages: [Message] = []
        try cursor.array { cursor in
            var role: String?
            var content: String?
            try cursor.object { key, value in
                switch key {
                case "role": role = try value.string()
                case "content": content = try value.string()
                default: try value.skip()
                }
            }
            guard let role, let content else { throw Fault(description: "a message of \(name) lacks its role or content") }
            messages.append(Message(role: role, content: content))
        }
        return messages
    }
}
