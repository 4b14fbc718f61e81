import JSONCursor

/// vLLM's small replies.
enum VLLMReplies {
    /// `GET /version`.
    static func version(_ cursor: inout JSONCursor) throws -> String? {
        var version: String?
        try cursor.object { key, value in
            switch key {
            case "version": version = try value.optionalString()
            default: try value.skip()
            }
        }
        return version
    }

    /// `POST /tokenize`: at least one token.
    static func tokens(_ cursor: inout JSONCursor) throws -> [Int32] {
        var tokens: [Int32] = []
        var count: Int?
        try cursor.object { key, value in
            switch key {
            case "tokens": tokens = try value.integers32()
            case "count": count = try value.optionalInteger()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard !tokens.isEmpty else { throw BadReply.malformed("the reply holds no tokens") }
        if let count, count != tokens.count {
            throw BadReply.malformed("the reply counts \(count) tokens and holds \(tokens.count)")
        }
        return tokens
    }

    /// `POST /detokenize`.
    static func text(_ cursor: inout JSONCursor) throws -> String {
        var text: String?
        try cursor.object { key, value in
            switch key {
            case "prompt": text = try value.optionalString()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard let text else { throw BadReply.malformed("the reply holds no text") }
        return text
    }
}
