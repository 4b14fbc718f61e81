import JSONCursor

/// The reply to a sampling request. On the hot path: numbers are read straight into arrays, token strings are passed over.
enum VLLMSampleReply {
    /// The choices by index, each sample with as many log-probs as tokens. Throws where another model answered.
    static func read(_ cursor: inout JSONCursor, prompt: [Int32], count: Int, name: ServedName) throws -> ReplyChoices<Sample> {
        var choices = ReplyChoices<Sample>(count: count)
        var model: String?
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "choices":
                try value.array {
                    let choice = try Choice(&$0)
                    try choices.add(choice.index) { try choice.sample(prompt: prompt) }
                }
            case "model": model = try value.optionalString()
            case "usage": usage = try ReplyUsage(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        try name.check(model)
        usage.note()
        return choices
    }

    /// One choice as it stands in the reply.
    private struct Choice {
        var index = -1
        var text: String?
        var finishReason: String?
        var tokens: [Int32] = []
        var logprobs: [Double] = []
        var promptTokens: [Int32]?

        init(_ cursor: inout JSONCursor) throws {
            try cursor.object { key, value in
                switch key {
                case "index": index = try value.integer()
                case "text": text = try value.optionalString()
                case "finish_reason": finishReason = try value.optionalString()
                case "token_ids": if try !value.null() { tokens = try value.integers32() }
                case "prompt_token_ids": if try !value.null() { promptTokens = try value.integers32() }
                case "logprobs": if try !value.null() { try readLogprobs(&value) }
                default: try value.skip()
                }
            }
        }

        private mutating func readLogprobs(_ cursor: inout JSONCursor) throws {
            try cursor.object { key, value in
                switch key {
                case "token_logprobs": logprobs = try value.doubles()
                default: try value.skip()
                }
            }
        }

        func sample(prompt: [Int32]) throws -> Sample {
            let finish = try FinishReason.read(finishReason)
            guard let text else { throw BadReply.malformed("a choice has no text") }
            guard !tokens.isEmpty else {
                throw BadReply.malformed("a choice has no token ids; return_token_ids needs vLLM 0.10.2 or newer")
            }
            guard tokens.count == logprobs.count else {
                throw BadReply.malformed("a choice has \(tokens.count) token ids and \(logprobs.count) log-probs")
            }
            if let promptTokens, promptTokens != prompt {
                throw BadReply.malformed("the server read \(promptTokens.count) prompt tokens that are not the \(prompt.count) it was sent")
            }
            for logprob in logprobs { try LogprobCheck.check(logprob) }
            return Sample(text: text, tokens: tokens, tokenLogprobs: logprobs, finishReason: finish)
        }
    }
}
