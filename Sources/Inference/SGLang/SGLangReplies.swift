import JSONCursor

/// SGLang's small replies.
enum SGLangReplies {
    /// The version of weights that nobody named is `default`.
    static func version(_ text: String?) -> String? { text == "default" || text?.isEmpty == true ? nil : text }

    /// `POST /v1/detokenize`.
    static func text(_ cursor: inout JSONCursor) throws -> String {
        var text: String?
        try cursor.object { key, value in
            switch key {
            case "text": text = try value.optionalString()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard let text else { throw BadReply.malformed("the reply holds no text") }
        return text
    }

    /// `GET /model_info`: the weights' version. Throws where the server generates nothing.
    static func weightVersion(_ cursor: inout JSONCursor) throws -> String? {
        var weightVersion: String?
        var isGeneration = true
        try cursor.object { key, value in
            switch key {
            case "weight_version": weightVersion = version(try value.optionalString())
            case "is_generation": isGeneration = try value.bool()
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard isGeneration else {
            throw BadReply(
                .misconfigured,
                "this server was started with --is-embedding: it serves rewards or embeddings and generates nothing"
            )
        }
        return weightVersion
    }

    /// `GET /server_info`: version, and whether it computes deterministically.
    static func server(_ cursor: inout JSONCursor) throws -> (version: String?, isDeterministic: Bool) {
        var version: String?
        var isDeterministic = false
        try cursor.object { key, value in
            switch key {
            case "version": version = try value.optionalString()
            case "enable_deterministic_inference": isDeterministic = try !value.null() && value.bool()
            default: try value.skip()
            }
        }
        return (version, isDeterministic)
    }
}
