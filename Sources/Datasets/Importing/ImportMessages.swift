import Inference
import JSONCursor

/// Turns of conversations as other people write them.
enum ImportMessages {
    private static let roles = ["human": "user", "gpt": "assistant", "system": "system", "user": "user", "assistant": "assistant"]

    /// A list of messages with `role` and `content`, or `from` and `value`; a text is one user turn.
    static func conversation(_ field: ImportFields.Field) throws -> [Message] {
        switch field.value {
        case .string(let text): return [Message(role: "user", content: text)]
        case .array(let turns): return try turns.map { try message($0, field) }
        default: throw RecordFault(field.offset, "\(quoted(field.name)) must be a text or a list of messages")
        }
    }

    static func message(_ value: JSONValue, _ field: ImportFields.Field) throws -> Message {
        guard case .object(let members) = value else {
            throw RecordFault(field.offset, "\(quoted(field.name)) has a message that is no object with `role` and `content`")
        }
        if let foreign = members.first(where: { !["role", "content", "from", "value"].contains($0.key) && $0.value != .null }) {
            throw RecordFault(field.offset, "\(quoted(field.name)): a message has only `role` and `content`: remove \(quoted(foreign.key))")
        }
        if case .string(let role)? = value["role"], case .string(let content)? = value["content"] {
            return Message(role: role, content: content)
        }
        guard case .string(let from)? = value["from"], case .string(let content)? = value["value"] else {
            throw RecordFault(field.offset, "\(quoted(field.name)) has a message without `role` and `content`")
        }
        guard let role = roles[from] else {
            throw RecordFault(
                field.offset,
                "\(quoted(field.name)) has a turn from \(quoted(from)): only human, gpt and system can be imported"
            )
        }
        return Message(role: role, content: content)
    }

    /// A response: a text, one assistant message, or a list that ends with one. `before` are the turns in front of it.
    static func response(_ value: JSONValue, _ field: ImportFields.Field) throws -> (text: String, before: [Message]) {
        switch value {
        case .string(let text): return (text, [])
        case .object: return (try assistant(try message(value, field), field), [])
        case .array(let turns):
            let messages = try turns.map { try message($0, field) }
            guard let last = messages.last else { throw RecordFault(field.offset, "\(quoted(field.name)) is an empty conversation") }
            return (try assistant(last, field), messages.dropLast())
        default: throw RecordFault(field.offset, "\(quoted(field.name)) must be a text or messages")
        }
    }

    private static func assistant(_ message: Message, _ field: ImportFields.Field) throws -> String {
        guard message.role == "assistant" else {
            throw RecordFault(field.offset, "\(quoted(field.name)) must end with an assistant turn, not one of \(quoted(message.role))")
        }
        return message.content
    }
}
