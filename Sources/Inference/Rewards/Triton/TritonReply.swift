import JSONCursor

/// The reply to `POST /v2/models/NAME/infer`.
enum TritonReply {
    /// The rewards of `rows` sentences: the output called `name`, of its columns the one that is asked for.
    static func scores(_ cursor: inout JSONCursor, rows: Int, name: String, column: Int?) throws -> [Double] {
        var outputs: [TritonTensor] = []
        try cursor.object { key, value in
            switch key {
            case "outputs": try value.array { outputs.append(try TritonTensor(&$0)) }
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        let named = outputs.filter { $0.name == name }
        guard let output = named.first else {
            let names = outputs.map { Excerpt.of($0.name, limit: 40) }.joined(separator: ", ")
            throw BadReply(.misconfigured, "there is no output \(name); the model's outputs: \(names.isEmpty ? "none" : names)")
        }
        guard named.count == 1 else { throw BadReply.malformed("the output \(name) came \(named.count) times") }
        let scores = try output.column(column, rows: rows)
        guard scores.allSatisfy(\.isFinite) else { throw BadReply(.notFinite, "a reward is NaN or infinite") }
        return scores
    }
}
