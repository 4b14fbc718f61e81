import JSONCursor

/// Tokens that the body of a line says it took.
package struct BatchUsage: Sendable, Hashable {
    package var promptTokens = 0
    package var completionTokens = 0

    /// Nothing where `body` does not tell.
    package init(body: [UInt8]) {
        let usage = try? JSONCursor.read(body) { cursor in
            var usage = ReplyUsage()
            try cursor.object { key, value in
                if key == "usage" { usage = try ReplyUsage(&value) } else { try value.skip() }
            }
            return usage
        }
        promptTokens = usage?.promptTokens ?? 0
        completionTokens = usage?.completionTokens ?? 0
    }
}
