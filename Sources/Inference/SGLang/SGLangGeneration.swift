import JSONCursor

/// The reply to `POST /generate` with one prompt and `n` 1. On the hot path: numbers are read straight into arrays.
struct SGLangGeneration {
    private var text: String?
    private var outputIDs: [Int32]?
    private var finish = SGLangFinish()
    private var promptTokens: Int?
    private var weightVersion: String?
    private var output = SGLangLogprobs()
    private var input = SGLangLogprobs()

    /// Reads one object, also where it comes as a list of one.
    static func read(_ cursor: inout JSONCursor) throws -> SGLangGeneration {
        guard try cursor.peek() == .array else { return try SGLangGeneration(&cursor) }
        var generations: [SGLangGeneration] = []
        try cursor.array { generations.append(try SGLangGeneration(&$0)) }
        guard generations.count == 1 else {
            throw BadReply.malformed("\(generations.count) generations came back where one was asked for")
        }
        return generations[0]
    }

    private init(_ cursor: inout JSONCursor) throws {
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "text": text = try value.optionalString()
            case "output_ids": if try !value.null() { outputIDs = try value.integers32() }
            case "meta_info": try readInformation(&value, &usage)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        usage.note()
    }

    private mutating func readInformation(_ cursor: inout JSONCursor, _ usage: inout ReplyUsage) throws {
        try cursor.object { key, value in
            switch key {
            case "finish_reason": finish = try SGLangFinish(&value)
            case "prompt_tokens":
                promptTokens = try value.optionalInteger()
                usage.promptTokens = promptTokens ?? 0
            case "completion_tokens": usage.completionTokens = try value.optionalInteger() ?? 0
            case "weight_version": weightVersion = SGLangReplies.version(try value.optionalString())
            case "output_token_logprobs": output = try SGLangLogprobs(&value)
            case "input_token_logprobs": input = try SGLangLogprobs(&value)
            default: try value.skip()
            }
        }
    }

    /// The sample. Its log-probs are those after temperature, unless the server was told otherwise (`SGLANG_RETURN_ORIGINAL_LOGPROB`).
    func sample(prompt: [Int32]) throws -> Sample {
        let reason = try finish.reason()
        try checkPrompt(prompt)
        guard let text else { throw BadReply.malformed("a generation has no text") }
        guard let outputIDs, !outputIDs.isEmpty else { throw BadReply.malformed("a generation has no output_ids") }
        guard output.ids == outputIDs else {
            throw BadReply.malformed(
                "a generation has \(outputIDs.count) output_ids and log-probs of \(output.ids.count) tokens that are not the same"
            )
        }
        return Sample(
            text: text,
            tokens: outputIDs,
            tokenLogprobs: try output.logprobs(from: 0),
            finishReason: reason,
            weightVersion: weightVersion
        )
    }

    /// Log-probs of `ids[first...]`, one each. The reply begins with the token before them, which has none.
    func scores(of ids: [Int32], from first: Int) throws -> [Double] {
        _ = try finish.reason()
        try checkPrompt(ids)
        guard input.ids.count == ids.count - first + 1 else {
            throw BadReply.malformed(
                "log-probs of \(input.ids.count) tokens came back where \(ids.count - first + 1) were asked for: a hit in the prefix cache can cut them off (--disable-radix-cache)"
            )
        }
        guard input.ids[...] == ids[(first - 1)...] else {
            throw BadReply.malformed("the log-probs that came back are of other tokens than those sent")
        }
        guard input.isMissing(at: 0) else {
            throw BadReply.malformed("the first token has a log-prob, which it cannot have: the log-probs may be off by one token")
        }
        return try input.logprobs(from: 1)
    }

    private func checkPrompt(_ prompt: [Int32]) throws {
        guard let promptTokens, promptTokens != prompt.count else { return }
        throw BadReply.malformed("the server read \(promptTokens) prompt tokens where \(prompt.count) were sent")
    }
}
