import Inference
import JSONCursor

/// The fields of one record that make a prompt, as they come.
///
/// `prompt` is a text or a list of messages, `messages` a list of them; `id`, `system` and `tags` may be left out or null.
/// A file may have other names for them. Whatever else a record has becomes the prompt's metadata.
struct PromptFields {
    private var messages: [Message]?
    private var system: String?
    private var id: String?
    private var tags: [String] = []
    private var others: [JSONValue.Member] = []
    private let columns: ColumnMapping
    /// In a table a row has null where another has a field.
    private let isRow: Bool

    init(columns: ColumnMapping = ColumnMapping(), isRow: Bool = false) {
        self.columns = columns
        self.isRow = isRow
    }

    /// One line of plain text.
    init(text: String) {
        self.init()
        messages = [Message(role: "user", content: text)]
    }

    /// Takes the value of `key`.
    mutating func take(_ key: JSONKey, _ value: inout JSONCursor) throws {
        if isRow, try value.null() { return }
        let (name, isOurs) = columns.name(of: key.text)
        guard isOurs else { return others.append(JSONValue.Member(name, try JSONValue(&value))) }
        switch name {
        case "prompt", "messages":
            if try value.null() { return }
            guard messages == nil else { throw RecordFault(value.offset, "give the prompt once, as `prompt` or as `messages`") }
            messages = try Self.messages(name, &value)
        case "system":
            if try value.null() { return }
            system = try Self.text(&value, "`system` must be a text")
        case "id":
            if try value.null() { return }
            id = try Self.id(&value)
        case "tags":
            if try value.null() { return }
            tags = try Self.tags(&value)
        default:
            others.append(JSONValue.Member(name, try JSONValue(&value)))
        }
    }

    /// The prompt, once all fields are taken. `fallback` is the system message of prompts without one, `more` tags it gets too.
    func record(system fallback: String?, tags more: [String] = []) throws -> PromptRecord {
        guard var messages else { throw RecordFault(0, "the record has \(columns.promptNames)") }
        let hasSystem: Bool = messages.first?.role == "system"
        if hasSystem && system != nil { throw RecordFault(0, "the system message is given twice: in `system` and among the messages") }
        if !hasSystem, let system = system ?? fallback { messages.insert(Message(role: "system", content: system), at: 0) }
        if let fault = Conversation.fault(in: messages) { throw RecordFault(0, fault) }
        return PromptRecord(messages: messages, externalID: id, metadata: try metadata(), tags: tags + more.filter { !tags.contains($0) })
    }

    private func metadata() throws -> String? {
        guard !others.isEmpty else { return nil }
        var writer = JSONWriter()
        try JSONValue.object(others).write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func messages(_ key: String, _ value: inout JSONCursor) throws -> [Message] {
        switch try value.peek() {
        case .string where key == "prompt":
            return [Message(role: "user", content: try value.string())]
        case .array:
            var messages: [Message] = []
            try value.array { messages.append(try message(&$0)) }
            return messages
        default:
            let expected: String =
                key == "prompt" ? "`prompt` must be a text or a list of messages" : "`messages` must be a list of messages"
            throw RecordFault(value.offset, expected)
        }
    }

    private static func message(_ value: inout JSONCursor) throws -> Message {
        let start = value.offset
        guard try value.peek() == .object else { throw RecordFault(start, "a message must be an object with `role` and `content`") }
        var role: String?
        var content: String?
        try value.object { key, value in
            switch key {
            case "role": role = try text(&value, "a message's `role` must be a text")
            case "content": content = try text(&value, "a message's `content` must be a text")
            default:
                let offset = value.offset
                // What is not sent to the policy must not vanish silently.
                guard try value.null() else {
                    throw RecordFault(offset, "a message has only `role` and `content`: remove \(quoted(key.text))")
                }
            }
        }
        guard let role, let content else { throw RecordFault(start, "a message needs `role` and `content`") }
        return Message(role: role, content: content)
    }

    private static func tags(_ value: inout JSONCursor) throws -> [String] {
        let fault = "`tags` must be a text or a list of texts"
        guard try value.peek() == .array else { return [try text(&value, fault)] }
        var tags: [String] = []
        try value.array { tags.append(try text(&$0, fault)) }
        return tags
    }

    private static func id(_ value: inout JSONCursor) throws -> String {
        let offset = value.offset
        switch try JSONValue(&value) {
        case .string(let text) where !text.isEmpty: return text
        case .integer(let number): return String(number)
        default: throw RecordFault(offset, "`id` must be a text or a whole number")
        }
    }

    private static func text(_ value: inout JSONCursor, _ fault: String) throws -> String {
        guard try value.peek() == .string else { throw RecordFault(value.offset, fault) }
        return try value.string()
    }
}

/// A text of a file in a message to people: short, without control characters.
func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(40).map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "?" : String(Character($0)) }
    return "`" + shown.joined() + "`"
}
