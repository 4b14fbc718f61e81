import JSONCursor

/// The vectors of a reply.
enum EmbeddingsReply {
    /// `{"data":[{"index":0,"embedding":[…]},…]}`: in the order of the indexes, whatever order they come in.
    static func indexed(_ cursor: inout JSONCursor, count: Int) throws -> [[Double]] {
        var vectors = [[Double]?](repeating: nil, count: count)
        var usage = ReplyUsage()
        try cursor.object { key, value in
            switch key {
            case "data":
                try value.array { value in
                    let (index, vector) = try entry(&value)
                    guard vectors.indices.contains(index) else {
                        throw BadReply.malformed("an embedding is of text \(index), and \(count) were sent")
                    }
                    guard vectors[index] == nil else { throw BadReply.malformed("text \(index) has two embeddings") }
                    vectors[index] = vector
                }
            case "usage": usage = try ReplyUsage(&value)
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        let found = vectors.compactMap(\.self)
        guard found.count == count else { throw BadReply.malformed("\(found.count) embeddings came back for \(count) texts") }
        usage.note()
        return found
    }

    /// TEI's `[[…],[…]]`, in the order of the texts.
    static func listed(_ cursor: inout JSONCursor, count: Int) throws -> [[Double]] {
        var vectors: [[Double]] = []
        try cursor.array { vectors.append(try vector(&$0)) }
        guard vectors.count == count else { throw BadReply.malformed("\(vectors.count) embeddings came back for \(count) texts") }
        return vectors
    }

    private static func entry(_ cursor: inout JSONCursor) throws -> (index: Int, vector: [Double]) {
        var index: Int?
        var vector: [Double]?
        try cursor.object { key, value in
            switch key {
            case "index": index = try value.integer()
            case "embedding": vector = try Self.vector(&value)
            default: try value.skip()
            }
        }
        guard let index, let vector else { throw BadReply.malformed("an entry has no index or no embedding") }
        return (index, vector)
    }

    private static func vector(_ cursor: inout JSONCursor) throws -> [Double] {
        guard try cursor.peek() == .array else {
            throw BadReply.malformed("an embedding is no list of numbers, though floats were asked for")
        }
        var vector: [Double] = []
        try cursor.array { value in
            guard try !value.null() else { throw BadReply(.notFinite, "an embedding holds null, as a NaN is written") }
            vector.append(try value.double())
        }
        guard !vector.isEmpty else { throw BadReply.malformed("an embedding is empty") }
        guard vector.allSatisfy(\.isFinite) else { throw BadReply(.notFinite, "an embedding holds a NaN or an infinity") }
        return vector
    }
}
