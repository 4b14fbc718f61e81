import JSONCursor
import Transport

/// The reply to `POST /v1/chat/completions`.
enum OpenAIChatReply {
    /// Samples ordered by index: `count`, or one from a server that does not know `n`.
    static func samples(in response: HTTPResponse, count: Int) throws -> [Sample] {
        if let fallbacks = response.header("x-litellm-attempted-fallbacks"), fallbacks != "0" {
            throw BadReply.malformed("the gateway let another model answer")
        }
        return try JSONCursor.read(response.body) { try samples(&$0, count: count) }
    }

    private static func samples(_ cursor: inout JSONCursor, count: Int) throws -> [Sample] {
        var choices: [Choice] = []
        try cursor.object { key, value in
            switch key {
            case "choices": try value.array { choices.append(try Choice(&$0)) }
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard choices.count == count || choices.count == 1 else {
            throw BadReply.malformed("\(choices.count) choices came back where \(count) were asked for")
        }
        choices.sort { $0.index < $1.index }
        return try choices.enumerated().map { position, choice in
            guard choice.index == position else {
                throw BadReply.malformed("the choices are not numbered from 0 to \(choices.count - 1)")
            }
            return try choice.sample()
        }
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
