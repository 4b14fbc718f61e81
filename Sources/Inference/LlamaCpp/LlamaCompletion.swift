import JSONCursor

/// One generation in a reply to `POST /completion`.
struct LlamaCompletion {
    var index = 0
    var content: String?
    /// All sampled ids, those of a stop string and the end of sequence included.
    var tokens: [Int32] = []
    /// Ids with log-probs, in order: `tokens`, or some of them only (see `LlamaAlignment`).
    var reported: [(id: Int32, logprob: Double)] = []
    /// `eos`, `word`, `limit` or `none`.
    var stopType: String?
    var isTruncated = false
    /// The name the server serves its model by.
    var model: String?
    /// Prompt tokens the server read.
    var promptTokens: Int?
    /// Tokens the server wrote.
    var predictedTokens = 0
    /// The log-prob of the token that was looked for, where it stands among the best ones of a place.
    var found: Double?

    /// The one generation of a reply to a request for one. `wanted` is a token to look for among the best ones.
    static func one(_ cursor: inout JSONCursor, wanted: Int32? = nil) throws -> LlamaCompletion {
        let completions = try all(&cursor, wanted)
        guard completions.count == 1 else {
            throw BadReply.malformed("\(completions.count) completions came back where one was asked for")
        }
        guard completions[0].index == 0 else { throw BadReply.malformed("the one completion has the index \(completions[0].index)") }
        return completions[0]
    }

    /// All generations in the order of the reply: an object for one, an array for several.
    static func all(_ cursor: inout JSONCursor, _ wanted: Int32? = nil) throws -> [LlamaCompletion] {
        var completions: [LlamaCompletion] = []
        if try cursor.peek() == .array {
            try cursor.array { completions.append(try LlamaCompletion(&$0, wanted)) }
        } else {
            completions.append(try LlamaCompletion(&cursor, wanted))
        }
        // Each tells the prompt they share.
        var usage = ReplyUsage()
        for completion in completions {
            usage.promptTokens = max(usage.promptTokens, completion.promptTokens ?? 0)
            usage.completionTokens += completion.predictedTokens
        }
        usage.note()
        return completions
    }

    private init(_ cursor: inout JSONCursor, _ wanted: Int32?) throws {
        try cursor.object { key, value in
            switch key {
            case "index": index = try value.integer()
            case "content": content = try value.optionalString()
            case "tokens": tokens = try value.integers32()
            case "completion_probabilities": try value.array { reported.append(try entry(&$0, wanted)) }
            case "stop_type": stopType = try value.optionalString()
            case "truncated": isTruncated = try value.bool()
            case "model": model = try value.optionalString()
            case "tokens_evaluated": promptTokens = try value.optionalInteger()
            case "tokens_predicted": predictedTokens = try value.optionalInteger() ?? 0
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
    }

    /// With a token wanted only its own log-prob matters; those of the unlikeliest tokens may be none.
    private mutating func entry(_ cursor: inout JSONCursor, _ wanted: Int32?) throws -> (id: Int32, logprob: Double) {
        var id: Int?
        var logprob: Double?
        try cursor.object { key, value in
            switch key {
            case "id": id = try value.integer()
            case "logprob": logprob = try Self.number(&value)
            case "top_logprobs" where wanted != nil:
                try value.array { value in
                    let best = try entry(&value, wanted)
                    guard best.id == wanted else { return }
                    try LogprobCheck.check(best.logprob)
                    found = best.logprob
                }
            default: try value.skip()
            }
        }
        guard let id, let id = Int32(exactly: id), let logprob else {
            throw BadReply.malformed("an entry of completion_probabilities has no id or no logprob")
        }
        if wanted == nil { try LogprobCheck.check(logprob) }
        return (id, logprob)
    }

    /// A NaN is written as null.
    private static func number(_ cursor: inout JSONCursor) throws -> Double {
        guard try !cursor.null() else { throw BadReply(.notFinite, "a log-prob is NaN or infinite") }
        return try cursor.double()
    }

    /// Throws where another model answered: the server does not look at the name in a request.
    func check(model name: String) throws {
        if let model, model != name {
            throw BadReply(.misconfigured, "the server answers as \(Excerpt.of(model)), not as \(name)")
        }
    }

    /// Throws unless this answers `prompt` and is whole.
    func check(prompt: [Int32]) throws {
        if let promptTokens, promptTokens != prompt.count {
            throw BadReply.malformed("the server read \(promptTokens) prompt tokens where \(prompt.count) were sent")
        }
        guard !isTruncated else {
            throw BadReply(.tooLong, "the context of a slot was full after \(tokens.count) tokens of a response")
        }
        guard !tokens.isEmpty else { throw BadReply.malformed("a completion has no token ids") }
    }

    func finishReason() throws -> Sample.FinishReason {
        switch stopType {
        case "eos", "word": return .stop
        case "limit": return .length
        case "none": throw BadReply(.aborted, "the server ended a response itself (stop_type none)")
        default: throw BadReply.malformed("a completion has the unknown stop_type \(Excerpt.of(stopType ?? "null", limit: 40))")
        }
    }
}
