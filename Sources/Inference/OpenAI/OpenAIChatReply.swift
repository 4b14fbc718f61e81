import JSONCursor
import Transport

/// The reply to `POST /v1/chat/completions`.
enum OpenAIChatReply {
    /// The choices by index; as a request for one where a server that does not know `n` answered one.
    static func choices(in response: HTTPResponse, count: Int, name: ServedName) throws -> ReplyChoices<Sample> {
        try Gateway.check(response)
        return try JSONCursor.read(response.body) { try choices(&$0, count: count, name: name) }
    }

    private static func choices(_ cursor: inout JSONCursor, count: Int, name: ServedName) throws -> ReplyChoices<Sample> {
        var read: [Choice] = []
        var model: String?
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "choices": try value.array { read.append(try Choice(&$0)) }
            case "model": model = try value.optionalString()
            case "usage": usage = try ReplyUsage(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        try name.checkVersions(model)
        usage.note()
        var choices = ReplyChoices<Sample>(count: read.count == 1 ? 1 : count)
        for choice in read { try choices.add(choice.index) { try choice.sample() } }
        return choices
    }

    private struct Choice {
        var index = -1
        var content: String?
        var finishReason: String?

        init(_ cursor: inout JSONCursor) throws {
            try cursor.object { key, value in
                switch key {
                case "index": index = try value.integer()
                case "finish_reason": finishReason = try value.optionalString()
                case "message": content = try Self.content(&value)
                // Some gateways put a provider's failure here.
                case "error": try value.refuseErrorObject()
                default: try value.skip()
                }
            }
        }

        private static func content(_ cursor: inout JSONCursor) throws -> String? {
            var content: String?
            guard try !cursor.null() else { return nil }
            try cursor.object { key, value in
                switch key {
                case "content": content = try value.optionalString()
                default: try value.skip()
                }
            }
            return content
        }

        func sample() throws -> Sample {
            let finish = try FinishReason.read(finishReason)
            guard let content else {
                throw BadReply.malformed("a choice has no text content (a refusal, a tool call, or nothing but hidden reasoning)")
            }
            return Sample(text: content, tokens: nil, tokenLogprobs: nil, finishReason: finish)
        }
    }
}
