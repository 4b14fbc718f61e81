package import JSONCursor

extension Message {
    /// A conversation as the canonical JSON the ledger keeps and content hashes are taken of.
    package static func encodeList(_ messages: [Message]) -> String {
        var writer = JSONWriter()
        writer.messages(messages)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Reads what `encodeList` wrote.
    package static func decodeList(_ json: String) throws -> [Message] {
        try JSONCursor.read(Array(json.utf8)) { cursor in
            var messages: [Message] = []
            try cursor.array { cursor in
                var message = Message(role: "", content: "")
                try cursor.object { key, cursor in
                    switch key {
                    case "role": message.role = try cursor.string()
                    case "content": message.content = try cursor.string()
                    default: try cursor.skip()
                    }
                }
                messages.append(message)
            }
            return messages
        }
    }
}

extension JSONWriter {
    /// A conversation as chat APIs, trainers and the content hash have it: `[{"role":"user","content":"…"}]`, no spaces, keys in this order,
    /// UTF-8 unescaped but for what JSON demands.
    package mutating func messages(_ messages: [Message]) {
        beginArray()
        for message in messages {
            beginObject()
            key("role")
            string(message.role)
            key("content")
            string(message.content)
            endObject()
        }
        endArray()
    }
}
