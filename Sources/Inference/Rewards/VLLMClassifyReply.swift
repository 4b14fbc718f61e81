import JSONCursor

/// The reply to `POST /classify` for one conversation.
enum VLLMClassifyReply {
    /// The head's one output.
    static func score(_ cursor: inout JSONCursor) throws -> Double {
        var items: [[Double]] = []
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "data": try value.array { items.append(try probs(&$0)) }
            case "usage": usage = try ReplyUsage(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard items.count == 1, let probs = items.first else {
            throw BadReply.malformed("\(items.count) scores came back where one was asked for")
        }
        guard let score = probs.first else { throw BadReply.malformed("the reply holds no score") }
        guard probs.count == 1 else {
            throw BadReply(.misconfigured, "the model has \(probs.count) labels; a reward model has one")
        }
        guard score.isFinite else { throw BadReply(.notFinite, "the reward is NaN or infinite") }
        usage.note()
        return score
    }

    private static func probs(_ cursor: inout JSONCursor) throws -> [Double] {
        var probs: [Double] = []
        try cursor.object { key, value in
            switch key {
            case "probs": probs = try value.doubles()
            default: try value.skip()
            }
        }
        return probs
    }
}
