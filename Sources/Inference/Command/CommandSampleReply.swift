import JSONCursor
import Scheduling

/// The answer to a request for samples.
enum CommandSampleReply {
    /// Exactly `count` samples in seed order; `PartialSamples` where some are whole and others are not, or too few came.
    ///
    /// - Parameter needsTokens: whether each must come with its token ids and as many log-probs.
    static func read(_ cursor: inout JSONCursor, count: Int, needsTokens: Bool) throws -> [Sample] {
        var drafts: [Draft]?
        try cursor.object { key, value in
            switch key {
            case "samples":
                var read: [Draft] = []
                try value.array { read.append(try Draft(&$0)) }
                drafts = read
            default: try value.skip()
            }
        }
        guard let drafts else { throw BadReply.malformed("the answer has no samples") }
        guard drafts.count <= count else {
            throw BadReply.malformed("\(drafts.count) samples came back where \(count) were asked for")
        }
        var samples: [Int: Sample] = [:]
        var fault: BadReply?
        for (index, draft) in drafts.enumerated() {
            do {
                samples[index] = try draft.sample(needsTokens: needsTokens)
            } catch let reason as BadReply {
                fault = fault ?? reason
            }
        }
        if drafts.count < count, fault == nil {
            fault = BadReply.malformed("\(drafts.count) samples came back where \(count) were asked for")
        }
        guard let fault else { return (0..<count).compactMap { samples[$0] } }
        guard !samples.isEmpty else { throw fault }
        throw PartialSamples(samples: samples, error: BackendError(fault.failure, fault.reason))
    }

    /// One sample as it stands in the answer.
    private struct Draft {
        var text: String?
        var tokens: [Int32]?
        var logprobs: [Double]?
        var finishReason: String?
        var weightVersion: String?

        init(_ cursor: inout JSONCursor) throws {
            try cursor.object { key, value in
                switch key {
                case "text": text = try value.optionalString()
                case "tokens": if try !value.null() { tokens = try value.integers32() }
                case "logprobs": if try !value.null() { logprobs = try value.doubles() }
                case "finish_reason": finishReason = try value.optionalString()
                case "weight_version": weightVersion = try value.optionalString()
                default: try value.skip()
                }
            }
        }

        func sample(needsTokens: Bool) throws -> Sample {
            let finish = try FinishReason.read(finishReason)
            guard let text else { throw BadReply.malformed("a sample has no text") }
            if needsTokens {
                guard let tokens, !tokens.isEmpty else { throw BadReply.malformed("a sample has no token ids") }
                guard logprobs != nil else { throw BadReply.malformed("a sample has no log-probs") }
            }
            if let logprobs {
                guard let tokens, tokens.count == logprobs.count else {
                    throw BadReply.malformed("a sample has \(tokens?.count ?? 0) token ids and \(logprobs.count) log-probs")
                }
                for logprob in logprobs { try LogprobCheck.check(logprob) }
            }
            return Sample(text: text, tokens: tokens, tokenLogprobs: logprobs, finishReason: finish, weightVersion: weightVersion)
        }
    }
}
