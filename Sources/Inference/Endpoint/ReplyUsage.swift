import JSONCursor

/// Tokens that a reply says it took: `usage` of OpenAI's APIs and their imitators.
struct ReplyUsage {
    var promptTokens = 0
    var completionTokens = 0

    init() {}

    /// A courtesy of the server: what is no number here is passed over.
    init(_ cursor: inout JSONCursor) throws {
        guard try cursor.peek() == .object else {
            try cursor.skip()
            return
        }
        try cursor.object { key, value in
            switch key {
            case "prompt_tokens": promptTokens = try Self.count(&value)
            case "completion_tokens": completionTokens = try Self.count(&value)
            default: try value.skip()
            }
        }
    }

    private static func count(_ cursor: inout JSONCursor) throws -> Int {
        guard try cursor.peek() == .number else {
            try cursor.skip()
            return 0
        }
        return max(0, try cursor.integer())
    }

    /// Tells whoever listens to this call.
    func note() {
        CallTrace.current?.addUsage(promptTokens: promptTokens, completionTokens: completionTokens)
    }
}
