import JSONCursor

/// The reply of a chat endpoint to one question to a judge.
struct JudgeReply: Sendable {
    /// What the judge said. Nil where it said nothing, or nothing but hidden reasoning.
    var content: String?
    var refusal: String?
    var hasReasoning = false
    var finishReason: String?
    /// The model that answered, where it is told.
    var model: String?
    /// The generated tokens, where the server tells them.
    var tokens: [JudgeToken] = []

    init(_ cursor: inout JSONCursor) throws {
        var choices = 0
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "choices":
                try value.array { value in
                    choices += 1
                    try readChoice(&value)
                }
            case "usage": usage = try ReplyUsage(&value)
            case "model": model = try value.optionalString()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard choices == 1 else { throw BadReply.malformed("\(choices) choices came back where one was asked for") }
        usage.note()
    }

    /// The text the verdict is to be found in, and whether it was cut off. Throws where there is none.
    func said() throws -> (text: String, isCut: Bool) {
        let finish = try FinishReason.read(finishReason)
        if let refusal, !refusal.isEmpty { throw BadReply.malformed("the judge refuses: \(Excerpt.of(refusal, limit: 120))") }
        guard let content, content.contains(where: { !$0.isWhitespace }) else {
            let remedy =
                hasReasoning || finish == .length ? ": it thought until its tokens ran out; raise max_tokens or switch thinking off" : ""
            throw BadReply.malformed("the judge said nothing\(remedy)")
        }
        return (content, finish == .length)
    }

    private mutating func readChoice(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "message": try readMessage(&value)
            case "finish_reason": finishReason = try value.optionalString()
            case "logprobs": try readLogprobs(&value)
            // Some gateways put a provider's failure here.
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
    }

    private mutating func readMessage(_ cursor: inout JSONCursor) throws {
        guard try !cursor.null() else { return }
        try cursor.object { key, value in
            switch key {
            case "content": content = try value.optionalString()
            case "refusal": refusal = try value.optionalString()
            case "reasoning", "reasoning_content":
                guard try value.peek() == .string else { return try value.skip() }
                hasReasoning = try !value.string().isEmpty
            default: try value.skip()
            }
        }
    }

    private mutating func readLogprobs(_ cursor: inout JSONCursor) throws {
        guard try !cursor.null() else { return }
        try cursor.object { key, value in
            switch key {
            case "content":
                guard try !value.null() else { return }
                try value.array { tokens.append(try JudgeToken(&$0)) }
            default: try value.skip()
            }
        }
    }
}
