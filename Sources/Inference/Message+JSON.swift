package import JSONCursor

extension Message {
    /// A conversation as the canonical JSON the ledger keeps and content hashes are taken of:
    /// `[{"role":"user","content":"…"}]`, no spaces, keys in this order, UTF-8 unescaped but for what JSON demands.
    package static func encodeList(_ messages: [Message]) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for message in messages {
            message.write(to: &writer)
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Appends `{"role":…,"content":…}`.
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("role")
        writer.string(role)
        writer.key("content")
        writer.string(content)
        writer.endObject()
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
