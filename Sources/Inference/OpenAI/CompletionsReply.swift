import JSONCursor

/// The one choice of a reply to `POST /v1/completions`.
struct CompletionsReply {
    private var text: String?
    private var finishReason: String?
    /// Ids as `return_token_ids` tells them.
    private var outputIDs: [Int32]?
    private var promptIDs: [Int32]?
    /// Ids as `return_tokens_as_token_ids` tells them, those of an echoed prompt first; nil where the tokens are texts.
    private var listedIDs: [Int32]?
    /// One for each listed token, NaN in the place of null.
    private var logprobs: [Double] = []
    private var usage = ReplyUsage()

    /// Whether log-probs were asked for in vain.
    var hasNoLogprobs: Bool { logprobs.isEmpty }

    /// Throws where another model answered.
    init(_ cursor: inout JSONCursor, name: ServedName) throws {
        var choices = 0
        var model: String?
        try cursor.object { key, value in
            switch key {
            case "choices":
                try value.array {
                    choices += 1
                    try readChoice(&$0)
                }
            case "model": model = try value.optionalString()
            case "usage": usage = try ReplyUsage(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard choices == 1 else { throw BadReply.malformed("\(choices) choices came back where one was asked for") }
        try name.checkVersions(model)
        usage.note()
    }

    private mutating func readChoice(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "text": text = try value.optionalString()
            case "finish_reason": finishReason = try value.optionalString()
            case "token_ids": if try !value.null() { outputIDs = try value.integers32() }
            case "prompt_token_ids": if try !value.null() { promptIDs = try value.integers32() }
            case "logprobs": if try !value.null() { try readLogprobs(&value) }
            default: try value.skip()
            }
        }
    }

    private mutating func readLogprobs(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "tokens": if try !value.null() { listedIDs = try Self.ids(&value) }
            case "token_logprobs":
                if try !value.null() { try value.array { logprobs.append(try $0.null() ? .nan : try $0.double()) } }
            default: try value.skip()
            }
        }
    }

    /// `token_id:791` and so on; nil where one token is not told so.
    private static func ids(_ cursor: inout JSONCursor) throws -> [Int32]? {
        var ids: [Int32]? = []
        try cursor.array { value in
            let token = try value.string()
            let id = token.hasPrefix("token_id:") ? Int32(token.dropFirst("token_id:".count)) : nil
            if let id { ids?.append(id) } else { ids = nil }
        }
        return ids
    }

    /// The ids of a prompt that was sent as text and echoed.
    func prompt() throws -> [Int32] {
        if let promptIDs, !promptIDs.isEmpty { return promptIDs }
        guard let listedIDs, !listedIDs.isEmpty else {
            throw BadReply(
                .misconfigured,
                "the server does not tell a prompt's token ids: it knows neither return_token_ids nor return_tokens_as_token_ids, or it ignores echo"
            )
        }
        // The one token that was generated stands at the end.
        let count = usage.promptTokens > 0 ? usage.promptTokens : listedIDs.count - 1
        guard count > 0, count <= listedIDs.count, count >= listedIDs.count - 1 else {
            throw BadReply(
                .misconfigured,
                "the server counts \(usage.promptTokens) prompt tokens and lists \(listedIDs.count): it ignores echo"
            )
        }
        return Array(listedIDs.prefix(count))
    }

    func sample(prompt: [Int32]) throws -> Sample {
        let finish = try FinishReason.read(finishReason)
        guard let text else { throw BadReply.malformed("a choice has no text") }
        guard let ids = outputIDs ?? listedIDs, !ids.isEmpty else { throw BadReply.malformed("a choice has no token ids") }
        guard ids.count == logprobs.count, listedIDs ?? ids == ids else {
            throw BadReply.malformed("a choice has \(ids.count) token ids and \(logprobs.count) log-probs that are not theirs")
        }
        if let promptIDs, promptIDs != prompt {
            throw BadReply.malformed("the server read \(promptIDs.count) prompt tokens that are not the \(prompt.count) it was sent")
        }
        for logprob in logprobs { try LogprobCheck.check(logprob) }
        return Sample(text: text, tokens: ids, tokenLogprobs: logprobs, finishReason: finish)
    }

    /// Log-probs of `ids[first...]`, echoed; one entry more is that of the generated token.
    func scores(of ids: [Int32], from first: Int) throws -> [Double] {
        if finishReason == "abort" || finishReason == "error" { _ = try FinishReason.read(finishReason) }
        guard logprobs.count == ids.count || logprobs.count == ids.count + 1 else {
            throw BadReply.malformed(
                "log-probs of \(logprobs.count) tokens came back where \(ids.count) were echoed: the server may ignore echo"
            )
        }
        let isTold: Bool = promptIDs != nil || listedIDs != nil
        let isSame: Bool = (promptIDs ?? ids) == ids && (listedIDs.map { $0.starts(with: ids) } ?? true)
        guard isTold, isSame else { throw BadReply.malformed("the server does not tell that it read the \(ids.count) tokens it was sent") }
        guard logprobs[0].isNaN else {
            throw BadReply.malformed("the first token has a log-prob, which it cannot have: the log-probs may be off by one token")
        }
        let scores = Array(logprobs[first..<ids.count])
        for score in scores { try LogprobCheck.check(score) }
        return scores
    }
}
