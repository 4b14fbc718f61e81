import JSONCursor

/// The reply to `POST /v1/rerank`: sorted by score, so only `index` tells which document an entry is of.
enum LlamaRerankReply {
    /// `count` finite scores, in the order of the documents.
    static func scores(_ cursor: inout JSONCursor, count: Int) throws -> [Double] {
        var scores = [Double?](repeating: nil, count: count)
        var entries = 0
        try cursor.object { key, value in
            switch key {
            case "results":
                try value.array { value in
                    entries += 1
                    let entry = try entry(&value)
                    guard scores.indices.contains(entry.index) else {
                        throw BadReply.malformed("a score is of document \(entry.index), and \(count) were sent")
                    }
                    guard scores[entry.index] == nil else {
                        throw BadReply.malformed("document \(entry.index) has two scores")
                    }
                    scores[entry.index] = entry.score
                }
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        let found = scores.compactMap(\.self)
        guard found.count == count else {
            throw BadReply.malformed("\(entries) scores came back for \(count) documents")
        }
        return found
    }

    private static func entry(_ cursor: inout JSONCursor) throws -> (index: Int, score: Double) {
        var index: Int?
        var score: Double?
        try cursor.object { key, value in
            switch key {
            case "index": index = try value.integer()
            case "relevance_score", "score":
                // A NaN is written as null.
                guard try !value.null() else { throw BadReply(.notFinite, "the reward is NaN or infinite") }
                score = try value.double()
            default: try value.skip()
            }
        }
        guard let index, let score else { throw BadReply.malformed("an entry has no index or no relevance_score") }
        guard score.isFinite else { throw BadReply(.notFinite, "the reward is NaN or infinite") }
        return (index, score)
    }
}
