import JSONCursor

/// The reply to `POST /pooling` for one conversation: `data[0].data` is the head's outputs, one row of them a token with `token_classify`.
enum VLLMPoolingReply {
    /// The one number there is.
    static func score(_ cursor: inout JSONCursor) throws -> Double {
        var items: [[Double]] = []
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "data": try value.array { items.append(try outputs(&$0)) }
            case "usage": usage = try ReplyUsage(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard items.count == 1, let outputs = items.first else {
            throw BadReply.malformed("\(items.count) scores came back where one was asked for")
        }
        guard let score = outputs.first else { throw BadReply.malformed("the reply holds no score") }
        guard outputs.count == 1 else {
            throw BadReply(
                .misconfigured,
                "\(outputs.count) numbers came back for one conversation: the model rates tokens or has several labels; a reward model gives one"
            )
        }
        guard score.isFinite else { throw BadReply(.notFinite, "the reward is NaN or infinite") }
        usage.note()
        return score
    }

    private static func outputs(_ cursor: inout JSONCursor) throws -> [Double] {
        var outputs: [Double] = []
        try cursor.object { key, value in
            switch key {
            case "data": outputs = try numbers(&value)
            default: try value.skip()
            }
        }
        return outputs
    }

    /// A number, a row or rows of them, in their order.
    private static func numbers(_ cursor: inout JSONCursor) throws -> [Double] {
        switch try cursor.peek() {
        case .array:
            var numbers: [Double] = []
            try cursor.array { numbers += try Self.numbers(&$0) }
            return numbers
        case .string: throw BadReply.malformed("the numbers came encoded though floats were asked for")
        case .null: throw BadReply(.notFinite, "the reward is null, as a NaN is written")
        default: return [try cursor.double()]
        }
    }
}
