import JSONCursor

/// Why a generation ended: an object `{"type": "stop" | "length" | "abort", …}`, null where it did not end.
struct SGLangFinish {
    private var type: String?
    private var message: String?

    init() {}

    init(_ cursor: inout JSONCursor) throws {
        switch try cursor.peek() {
        case .null: try cursor.skip()
        // As the OpenAI routes have it.
        case .string: type = try cursor.string()
        default:
            try cursor.object { key, value in
                switch key {
                case "type": type = try value.optionalString()
                case "message": message = try value.optionalString()
                default: try value.skip()
                }
            }
        }
    }

    /// Throws `aborted` if the server ended the generation itself: it says so with status 200, as for `/abort_request` and while weights change.
    func reason() throws -> Sample.FinishReason {
        if type == "abort", let message, !message.isEmpty {
            throw BadReply(.aborted, "the server ended a response itself: \(Excerpt.of(message, limit: 200))")
        }
        return try FinishReason.read(type)
    }
}
