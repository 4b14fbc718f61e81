import JSONCursor

/// The fields of one response of an import, as they come. Null counts as not given, but for the text.
struct ResponseFields {
    private let start: Int
    private let rewardName: String
    private var response = ImportedResponse()
    private var hasText = false
    private var others: [JSONValue.Member] = []

    /// Log-probs are sums of logarithms of probabilities; a server's rounding may lift one a hair above 0.
    private static let largestLogprob = 1e-3

    /// Reads the response object that comes next; `rewardName` is what a bare `reward` is called.
    static func read(_ cursor: inout JSONCursor, rewardName: String) throws -> ImportedResponse {
        guard try cursor.peek() == .object else { throw RecordFault(cursor.offset, "a response must be an object with `text`") }
        var fields = ResponseFields(start: cursor.offset, rewardName: rewardName)
        try cursor.object { try fields.take($0, &$1) }
        return try fields.finish()
    }

    private init(start: Int, rewardName: String) {
        self.start = start
        self.rewardName = rewardName
    }

    private mutating func take(_ key: JSONKey, _ value: inout JSONCursor) throws {
        if key == "text" {
            guard try value.peek() == .string else { throw RecordFault(value.offset, "a response's `text` must be a text") }
            response.text = try value.string()
            hasText = true
            return
        }
        switch key {
        case "reward", "rewards", "tokens", "policy_logprob", "reference_logprob", "reference_logprobs", "source":
            if try value.null() { return }
        default: break
        }
        switch key {
        case "reward": try add(rewardName, &value)
        case "rewards":
            guard try value.peek() == .object else { throw RecordFault(value.offset, "`rewards` must be an object of names and scores") }
            try value.object { key, value in
                if try !value.null() { try add(key.text, &value) }
            }
        case "tokens": try takeTokens(&value)
        case "policy_logprob": response.policyLogprob = try Self.logprob("policy_logprob", &value)
        case "reference_logprob": response.referenceLogprob = try Self.logprob("reference_logprob", &value)
        case "reference_logprobs":
            guard try value.peek() == .object else {
                throw RecordFault(value.offset, "`reference_logprobs` must be an object of models and log-probabilities")
            }
            try value.object { key, value in
                if try !value.null() { try addReference(key.text, &value) }
            }
        case "source":
            guard try value.peek() == .string else { throw RecordFault(value.offset, "`source` must be a text") }
            response.source = try value.string()
        default:
            if try !value.null() { others.append(JSONValue.Member(key.text, try JSONValue(&value))) }
        }
    }

    private mutating func add(_ name: String, _ value: inout JSONCursor) throws {
        let offset = value.offset
        guard !response.rewards.contains(where: { $0.name == name }) else {
            throw RecordFault(offset, "the reward \(quoted(name)) is given twice")
        }
        guard !name.isEmpty else { throw RecordFault(offset, "a reward has an empty name") }
        let score = try Self.number("the reward \(quoted(name))", &value)
        response.rewards.append(ImportedResponse.Reward(name: name, score: score))
    }

    private mutating func addReference(_ name: String, _ value: inout JSONCursor) throws {
        let offset = value.offset
        guard !response.referenceLogprobs.contains(where: { $0.name == name }) else {
            throw RecordFault(offset, "the log-probability under \(quoted(name)) is given twice")
        }
        guard !name.isEmpty else { throw RecordFault(offset, "a model of `reference_logprobs` has an empty name") }
        let sum = try Self.logprob("reference_logprobs", &value)
        response.referenceLogprobs.append(ImportedResponse.ReferenceLogprob(name: name, sum: sum))
    }

    /// A count, or the ids themselves.
    private mutating func takeTokens(_ value: inout JSONCursor) throws {
        let offset = value.offset
        switch try value.peek() {
        case .number:
            let count = try value.integer()
            guard count >= 0 else { throw RecordFault(offset, "`tokens` must not be negative") }
            response.tokens = count
        case .array:
            let ids = try value.integers32()
            guard ids.allSatisfy({ $0 >= 0 }) else { throw RecordFault(offset, "a token id is negative") }
            response.tokenIDs = ids
            response.tokens = ids.count
        default: throw RecordFault(offset, "`tokens` must be the number of response tokens, or the list of their ids")
        }
    }

    private static func logprob(_ name: String, _ value: inout JSONCursor) throws -> Double {
        let offset = value.offset
        let sum = try number("`\(name)`", &value)
        guard sum <= largestLogprob else {
            throw RecordFault(offset, "`\(name)` is above 0: it must be the sum of the tokens' log-probabilities")
        }
        return sum
    }

    private static func number(_ what: String, _ value: inout JSONCursor) throws -> Double {
        let offset = value.offset
        do {
            return try value.double()
        } catch let error as JSONError where error.kind == .typeMismatch {
            throw RecordFault(offset, "\(what) must be a number")
        } catch let error as JSONError where error.kind == .notFinite || error.kind == .outOfRange {
            throw RecordFault(offset, "\(what) is not a finite number")
        }
    }

    private func finish() throws -> ImportedResponse {
        guard hasText else { throw RecordFault(start, "a response needs a `text`") }
        let hasLogprob: Bool =
            response.policyLogprob != nil || response.referenceLogprob != nil || !response.referenceLogprobs.isEmpty
        if hasLogprob && (response.tokens ?? 0) < 1 {
            throw RecordFault(start, "a log-probability means nothing without the number of tokens it sums over: add `tokens`")
        }
        guard !others.isEmpty else { return response }
        var result = response
        var writer = JSONWriter()
        try JSONValue.object(others).write(to: &writer)
        result.metadata = String(decoding: writer.bytes, as: UTF8.self)
        return result
    }
}
