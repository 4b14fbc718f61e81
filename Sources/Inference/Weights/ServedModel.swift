import JSONCursor

/// An entry of `GET /v1/models`, as far as it tells which weights stand behind a name.
struct ServedModel {
    var id = ""
    /// The folder it was loaded from; vLLM tells it for models and adapters.
    var root: String?

    /// Reads the whole list.
    static func list(_ cursor: inout JSONCursor) throws -> [ServedModel] {
        var models: [ServedModel] = []
        try cursor.object { key, value in
            switch key {
            case "data": try value.array { models.append(try ServedModel(&$0)) }
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        return models
    }

    private init(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "id": id = try value.string()
            case "root": root = try value.optionalString()
            default: try value.skip()
            }
        }
    }
}
