import Inference
import JSONCursor

/// The prompt of a record of somebody else's layout.
enum ImportPromptFields {
    /// What our exports say of pairs and what follows from them: a selection computes it again.
    private static let derived = [
        "explicit_margin", "implicit_margin", "score", "rank", "round", "margin", "root", "weight", "soft_label", "tie", "stage",
        "difficulty",
    ]

    /// What is said of the prompt; nil where the conversations of the responses have to tell.
    static func messages(_ fields: inout ImportFields) throws -> [Message]? {
        if let field = fields.take("prompt", "messages", "conversations", "context") { return try ImportMessages.conversation(field) }
        guard let instruction = try fields.takeText("instruction", "question") else { return nil }
        var messages = try history(&fields)
        // LLaMA-Factory's alpaca sets: the input follows the instruction on a line of its own.
        let input = try fields.takeText("input") ?? ""
        messages.append(Message(role: "user", content: input.isEmpty ? instruction : instruction + "\n" + input))
        return messages
    }

    private static func history(_ fields: inout ImportFields) throws -> [Message] {
        guard let list = try fields.takeList("history") else { return [] }
        return try list.values.flatMap { turn in
            guard case .array(let sides) = turn, sides.count == 2, case .string(let user) = sides[0], case .string(let answer) = sides[1]
            else {
                throw RecordFault(list.offset, "`history` must be a list of pairs of texts")
            }
            return [Message(role: "user", content: user), Message(role: "assistant", content: answer)]
        }
    }

    /// The prompt with what is left of the record, after everything else was taken.
    static func record(_ messages: [Message], _ fields: inout ImportFields) throws -> PromptRecord {
        var messages = messages
        if let system = try fields.takeText("system") {
            guard messages.first?.role != "system" else {
                throw RecordFault(0, "the system message is given twice: in `system` and among the messages")
            }
            if !system.isEmpty { messages.insert(Message(role: "system", content: system), at: 0) }
        }
        if let fault = Conversation.fault(in: messages) { throw RecordFault(0, fault) }
        let tags = try Self.tags(&fields)
        var id = try Self.id(&fields, "external_id", "id")
        if let promptID = try Self.id(&fields, "prompt_id") {
            if promptID == PromptRecord.contentHash(of: messages) { fields.drop(derived) } else { id = id ?? promptID }
        }
        return PromptRecord(messages: messages, externalID: id, metadata: try metadata(&fields), tags: tags)
    }

    private static func id(_ fields: inout ImportFields, _ names: String...) throws -> String? {
        for name in names {
            guard let field = fields.take(name) else { continue }
            switch field.value {
            case .string(let text) where !text.isEmpty: return text
            case .integer(let number): return String(number)
            default: throw RecordFault(field.offset, "\(quoted(name)) must be a text or a whole number")
            }
        }
        return nil
    }

    private static func tags(_ fields: inout ImportFields) throws -> [String] {
        guard let field = fields.take("tags") else { return [] }
        if case .string(let tag) = field.value { return [tag] }
        guard case .array(let values) = field.value else { throw RecordFault(field.offset, "`tags` must be a text or a list of texts") }
        return try values.map { value in
            guard case .string(let tag) = value else { throw RecordFault(field.offset, "`tags` must be a text or a list of texts") }
            return tag
        }
    }

    /// Our exports hold the prompt's metadata as the text of an object: its members come back.
    private static func metadata(_ fields: inout ImportFields) throws -> String? {
        var members: [JSONValue.Member] = []
        if let field = fields.take("metadata") {
            if case .string(let text) = field.value, case .object(let inner)? = try? JSONValue(parsing: Array(text.utf8)) {
                members = inner
            } else {
                members = [JSONValue.Member("metadata", field.value)]
            }
        }
        members += fields.others
        guard !members.isEmpty else { return nil }
        var writer = JSONWriter()
        try JSONValue.object(members).write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
