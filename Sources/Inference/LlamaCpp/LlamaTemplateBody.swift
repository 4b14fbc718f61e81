import JSONCursor

/// Bodies of `POST /apply-template` and `POST /tokenize`.
enum LlamaTemplateBody {
    static func template(_ messages: [Message], generationPrompt: Bool, _ arguments: ExtraFields) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("messages")
        writer.messages(messages)
        writer.key("add_generation_prompt")
        writer.bool(generationPrompt)
        arguments.write(to: &writer, in: "chat_template_kwargs")
        writer.endObject()
        return writer.bytes
    }

    /// `addsSpecial` adds the tokens that the model's tokenizer puts around any text, if it does.
    static func tokens(of text: String, addsSpecial: Bool) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024)
        writer.beginObject()
        writer.key("content")
        writer.string(text)
        writer.key("add_special")
        writer.bool(addsSpecial)
        writer.key("parse_special")
        writer.bool(true)
        writer.endObject()
        return writer.bytes
    }

    /// The reply to `POST /apply-template`.
    static func text(_ cursor: inout JSONCursor) throws -> String {
        var text: String?
        try cursor.object { key, value in
            switch key {
            case "prompt": text = try value.optionalString()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard let text else { throw BadReply.malformed("the reply holds no prompt") }
        return text
    }

    /// The reply to `POST /tokenize`: at least one token.
    static func tokens(_ cursor: inout JSONCursor) throws -> [Int32] {
        var tokens: [Int32] = []
        try cursor.object { key, value in
            switch key {
            case "tokens": tokens = try value.integers32()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard !tokens.isEmpty else { throw BadReply.malformed("the reply holds no tokens") }
        return tokens
    }
}
