import JSONCursor

/// Tokens that a reply of OpenAI's API says it took: `"usage":{"prompt_tokens":…,"completion_tokens":…}`.
package struct BatchUsage: Sendable, Hashable {
    package var promptTokens = 0
    package var completionTokens = 0

    /// Nothing where `body` does not tell.
    package init(body: [UInt8]) {
        let read = try? JSONCursor.read(body) { cursor in
            var found = (prompt: 0, completion: 0)
            try cursor.object { key, value in
                guard key == "usage", try value.peek() == .object else { return try value.skip() }
                try value.object { key, value in
                    switch key {
                    case "prompt_tokens", "input_tokens": found.prompt = try value.optionalInteger() ?? 0
                    case "completion_tokens", "output_tokens": found.completion = try value.optionalInteger() ?? 0
                    default: try value.skip()
                    }
                }
            }
            return found
        }
        promptTokens = max(0, read?.prompt ?? 0)
        completionTokens = max(0, read?.completion ?? 0)
    }
}
