import JSONCursor

/// The reply to a scoring request: `prompt_logprobs` holds null for the first token, then one object per token, keyed by token ids in decimal.
enum VLLMScoreReply {
    /// Log-probs of `ids[first...]`, one each.
    static func read(_ cursor: inout JSONCursor, ids: [Int32], from first: Int, name: ServedName) throws -> [Double] {
        var choices: [Choice] = []
        var model: String?
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "choices": try value.array { choices.append(try Choice(&$0, ids: ids, from: first)) }
            case "model": model = try value.optionalString()
            case "usage": usage = try ReplyUsage(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        try name.check(model)
        usage.note()
        guard choices.count == 1, let choice = choices.first else {
            throw BadReply.malformed("\(choices.count) choices came back where one was asked for")
        }
        return try choice.logprobs(ids: ids, from: first)
    }

    private struct Choice {
        var finishReason: String?
        var promptTokens: [Int32]?
        /// Entries of `prompt_logprobs`, the first one's null included.
        var positions = 0
        var logprobs: [Double] = []

        init(_ cursor: inout JSONCursor, ids: [Int32], from first: Int) throws {
            try cursor.object { key, value in
                switch key {
                case "finish_reason": finishReason = try value.optionalString()
                case "prompt_token_ids": if try !value.null() { promptTokens = try value.integers32() }
                case "prompt_logprobs": if try !value.null() { try readLogprobs(&value, ids, first) }
                default: try value.skip()
                }
            }
        }

        private mutating func readLogprobs(_ cursor: inout JSONCursor, _ ids: [Int32], _ first: Int) throws {
            logprobs.reserveCapacity(ids.count - first)
            try cursor.array { entry in
                let position = positions
                positions += 1
                guard position >= first, position < ids.count else { return try entry.skip() }
                let id = Int(ids[position])
                var logprob: Double?
                // With alternatives asked for by the server's own settings there are more keys than one.
                try entry.object { key, value in
                    if key.integer() == id { logprob = try Self.logprob(&value) } else { try value.skip() }
                }
                guard let logprob else {
                    throw BadReply.malformed("token \(id) at position \(position) has no log-prob of its own")
                }
                try LogprobCheck.check(logprob)
                logprobs.append(logprob)
            }
        }

        private static func logprob(_ cursor: inout JSONCursor) throws -> Double? {
            var logprob: Double?
            try cursor.object { key, value in
                switch key {
                case "logprob": logprob = try value.double()
                default: try value.skip()
                }
            }
            return logprob
        }

        func logprobs(ids: [Int32], from first: Int) throws -> [Double] {
            if finishReason == "abort" || finishReason == "error" { _ = try FinishReason.read(finishReason) }
            guard positions == ids.count, logprobs.count == ids.count - first else {
                throw BadReply.malformed("log-probs of \(positions) prompt tokens came back where \(ids.count) were sent")
            }
            guard promptTokens == ids else {
                let read = promptTokens.map { "\($0.count) other" } ?? "no"
                throw BadReply.malformed("the server reports \(read) prompt tokens than the \(ids.count) it was sent")
            }
            return logprobs
        }
    }
}
