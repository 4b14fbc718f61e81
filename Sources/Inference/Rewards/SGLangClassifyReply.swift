import JSONCursor

/// The reply to SGLang's native `POST /classify`: `[{"embedding":[23.1],"meta_info":{…}}]`, one entry a text in the order sent, or the
/// bare entry for one text.
enum SGLangClassifyReply {
    static func scores(_ cursor: inout JSONCursor, count: Int) throws -> [Double] {
        var scores: [Double] = []
        var promptTokens = 0
        switch try cursor.peek() {
        case .array: try cursor.array { scores.append(try score(&$0, &promptTokens)) }
        default: scores = [try score(&cursor, &promptTokens)]
        }
        guard scores.count == count else {
            throw BadReply.malformed("\(scores.count) scores came back for \(count) texts")
        }
        CallTrace.current?.addUsage(promptTokens: promptTokens, completionTokens: 0)
        return scores
    }

    private static func score(_ cursor: inout JSONCursor, _ promptTokens: inout Int) throws -> Double {
        guard try !cursor.null() else { throw BadReply.malformed("an entry is null") }
        var outputs: [Double]?
        try cursor.object { key, value in
            switch key {
            case "embedding": outputs = try Self.outputs(&value)
            case "meta_info": promptTokens += try Self.promptTokens(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard let outputs, let score = outputs.first else { throw BadReply.malformed("an entry holds no embedding") }
        guard outputs.count == 1 else {
            throw BadReply(
                .misconfigured,
                "an entry holds \(outputs.count) numbers where a reward model gives one: this server embeds, or its model has several labels"
            )
        }
        guard score.isFinite else { throw BadReply(.notFinite, "the reward is NaN or infinite") }
        return score
    }

    private static func outputs(_ cursor: inout JSONCursor) throws -> [Double] {
        var outputs: [Double] = []
        guard try cursor.peek() == .array else { return [try cursor.double()] }
        try cursor.array { value in
            guard try !value.null() else { throw BadReply(.notFinite, "the reward is null, as a NaN is written") }
            outputs.append(try value.double())
        }
        return outputs
    }

    /// Throws `aborted` where the server gave up on the text though it answers 200.
    private static func promptTokens(_ cursor: inout JSONCursor) throws -> Int {
        let value = try JSONValue(&cursor)
        if value["finish_reason"]?["type"] == .string("abort") {
            throw BadReply(.aborted, "the server aborted a text itself")
        }
        guard case .integer(let tokens) = value["prompt_tokens"] else { return 0 }
        return tokens
    }
}
