import JSONCursor

/// One generated token of a judge's reply with the alternatives there were.
struct JudgeToken: Sendable {
    struct Alternative: Sendable {
        var bytes: [UInt8] = []
        /// Nil where the server writes an infinite one as null.
        var logprob: Double?
    }

    /// The sampled token itself.
    var sampled = Alternative()
    /// The most probable tokens, the sampled one mostly among them.
    var top: [Alternative] = []

    /// Takes an entry of `logprobs.content`.
    init(_ cursor: inout JSONCursor) throws {
        var top: [Alternative] = []
        sampled = try Self.alternative(&cursor) { others in
            guard try !others.null() else { return }
            try others.array { other in top.append(try Self.alternative(&other) { try $0.skip() }) }
        }
        self.top = top
    }

    /// One token with its log-prob; `top` reads the alternatives to it.
    private static func alternative(_ cursor: inout JSONCursor, top: (inout JSONCursor) throws -> Void) throws -> Alternative {
        var alternative = Alternative()
        var text = ""
        var bytes: [UInt8]?
        try cursor.object { key, value in
            switch key {
            case "token": text = try value.string()
            case "bytes": bytes = try Self.bytes(&value)
            case "logprob": alternative.logprob = try logprob(&value)
            case "top_logprobs": try top(&value)
            default: try value.skip()
            }
        }
        alternative.bytes = bytes ?? Array(text.utf8)
        return alternative
    }

    /// The token's bytes, which its text may not be able to hold; nil where the server leaves them out.
    private static func bytes(_ cursor: inout JSONCursor) throws -> [UInt8]? {
        guard try !cursor.null() else { return nil }
        var bytes: [UInt8] = []
        try cursor.array { value in
            guard let byte = UInt8(exactly: try value.integer()) else { throw BadReply.malformed("a token's byte is none") }
            bytes.append(byte)
        }
        return bytes
    }

    private static func logprob(_ cursor: inout JSONCursor) throws -> Double? {
        guard try !cursor.null() else { return nil }
        let logprob = try cursor.double()
        guard logprob <= 1e-3 else { throw BadReply.malformed("a token's log-prob is positive") }
        return logprob
    }
}
