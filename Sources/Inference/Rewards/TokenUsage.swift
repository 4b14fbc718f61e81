import JSONCursor

/// What a reply's `usage` says was read and written.
struct TokenUsage {
    var promptTokens = 0
    var completionTokens = 0

    /// Takes the cursor's next value, an object or null.
    init(_ cursor: inout JSONCursor) throws {
        guard try !cursor.null() else { return }
        try cursor.object { key, value in
            switch key {
            case "prompt_tokens": promptTokens = try value.optionalInteger() ?? 0
            case "completion_tokens": completionTokens = try value.optionalInteger() ?? 0
            default: try value.skip()
            }
        }
    }
}
