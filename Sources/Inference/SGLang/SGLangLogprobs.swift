import JSONCursor

/// A list of triples `[log-prob, token id, text]`, as SGLang writes log-probs of tokens. Texts are null: they are not asked for.
struct SGLangLogprobs {
    private(set) var ids: [Int32] = []
    /// NaN in the place of null, which the reply itself cannot hold.
    private var values: [Double] = []

    init() {}

    init(_ cursor: inout JSONCursor) throws {
        guard try !cursor.null() else { return }
        try cursor.array { triple in
            var place = 0
            try triple.array { value in
                switch place {
                case 0: values.append(try value.null() ? .nan : try value.double())
                case 1:
                    guard let id = Int32(exactly: try value.integer()) else { throw BadReply.malformed("a token id does not fit 32 bits") }
                    ids.append(id)
                default: try value.skip()
                }
                place += 1
            }
            guard place >= 2 else { throw BadReply.malformed("a log-prob comes without its token id") }
        }
    }

    func isMissing(at index: Int) -> Bool { values[index].isNaN }

    /// The log-probs of all tokens from this one on.
    func logprobs(from first: Int) throws -> [Double] {
        for value in values[first...] { try LogprobCheck.check(value) }
        return Array(values[first...])
    }
}
