import JSONCursor

/// The reply to TEI's `POST /predict` for a batch: one list of labels an input, in the order sent, each sorted by score.
enum TEIPredictReply {
    static func labels(_ cursor: inout JSONCursor, count: Int) throws -> [[TEILabel]] {
        guard try cursor.peek() == .array else {
            try cursor.object { key, value in
                switch key {
                case "error": try value.refuseErrorObject()
                default: try value.skip()
                }
            }
            throw BadReply.malformed("the reply is no list of predictions")
        }
        var inputs: [[TEILabel]] = []
        try cursor.array { value in
            guard try value.peek() == .array else {
                throw BadReply.malformed("the reply is for one input; a list of \(count) was sent")
            }
            var labels: [TEILabel] = []
            try value.array { labels.append(try label(&$0)) }
            inputs.append(labels)
        }
        guard inputs.count == count else {
            throw BadReply.malformed("\(inputs.count) predictions came back for \(count) inputs")
        }
        return inputs
    }

    private static func label(_ cursor: inout JSONCursor) throws -> TEILabel {
        var label: String?
        var score: Double?
        try cursor.object { key, value in
            switch key {
            case "label": label = try value.optionalString()
            case "score":
                guard try !value.null() else { throw BadReply(.notFinite, "the reward is null, as a NaN is written") }
                score = try value.double()
            default: try value.skip()
            }
        }
        guard let label, let score else { throw BadReply.malformed("a prediction has no label or no score") }
        guard score.isFinite else { throw BadReply(.notFinite, "the reward is NaN or infinite") }
        return TEILabel(label: label, score: score)
    }
}
