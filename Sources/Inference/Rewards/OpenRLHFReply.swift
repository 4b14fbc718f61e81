import JSONCursor

/// OpenRLHF's reply: `{"rewards":[…]}`, alone (older servers) or with `scores` and `extra_logs` beside it.
enum OpenRLHFReply {
    /// `count` finite rewards in the order of the texts.
    static func rewards(_ cursor: inout JSONCursor, count: Int) throws -> [Double] {
        var rewards: [Double]?
        try cursor.object { key, value in
            switch key {
            case "rewards": rewards = try Self.numbers(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard let rewards else { throw BadReply.malformed("the reply holds no rewards") }
        guard rewards.count == count else {
            throw BadReply.malformed("\(rewards.count) rewards came back for \(count) texts")
        }
        guard rewards.allSatisfy(\.isFinite) else { throw BadReply(.notFinite, "a reward is NaN or infinite") }
        return rewards
    }

    /// A list of numbers; reward functions that return a column give a list of lists of one.
    private static func numbers(_ cursor: inout JSONCursor) throws -> [Double] {
        var numbers: [Double] = []
        try cursor.array { value in
            guard try value.peek() == .array else { return numbers.append(try value.double()) }
            let row = try value.doubles()
            guard row.count == 1 else { throw BadReply.malformed("a reward is a list of \(row.count) numbers") }
            numbers += row
        }
        return numbers
    }
}
