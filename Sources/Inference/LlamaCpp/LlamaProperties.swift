import JSONCursor

/// What `GET /props` of llama-server tells.
struct LlamaProperties: Sendable, Hashable {
    /// Longest sequence of one slot in tokens, prompt and response together.
    var contextLength: Int
    /// Sequences it computes at once, and the most samples of one request (`n_cmpl`).
    var slots: Int
    /// The GGUF file it serves, as the server sees it.
    var modelPath: String?
    /// Build number and commit: `b6123-0c1e570`.
    var build: String?
    /// The text of the begin-of-sequence token; empty where the model has none.
    var beginText: String

    init(_ cursor: inout JSONCursor) throws {
        var context: Int?
        var slots: Int?
        var path: String?
        var build: String?
        var begin = ""
        try cursor.object { key, value in
            switch key {
            case "default_generation_settings":
                try value.object { key, value in
                    if key == "n_ctx" { context = try value.optionalInteger() } else { try value.skip() }
                }
            case "total_slots": slots = try value.optionalInteger()
            case "model_path": path = try value.optionalString()
            case "build_info": build = try value.optionalString()
            case "bos_token": begin = try value.optionalString() ?? ""
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard let context, context > 0, let slots, slots > 0 else {
            throw BadReply.malformed("the reply tells no n_ctx and total_slots: this is no llama-server of a single model")
        }
        contextLength = context
        self.slots = slots
        modelPath = path
        self.build = build
        beginText = begin
    }
}
