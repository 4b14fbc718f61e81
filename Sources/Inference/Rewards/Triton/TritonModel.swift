import JSONCursor

/// What a v2 inference server tells of a model: `GET /v2/models/NAME`.
struct TritonModel {
    var name = ""
    var platform: String?
    var inputs: [(name: String, datatype: String)] = []
    var outputs: [(name: String, datatype: String)] = []

    init(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "name": name = try value.string()
            case "platform": platform = try value.optionalString()
            case "inputs": try value.array { inputs.append(try Self.tensor(&$0)) }
            case "outputs": try value.array { outputs.append(try Self.tensor(&$0)) }
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
    }

    private static func tensor(_ cursor: inout JSONCursor) throws -> (name: String, datatype: String) {
        var name = ""
        var datatype = ""
        try cursor.object { key, value in
            switch key {
            case "name": name = try value.string()
            case "datatype": datatype = try value.string()
            default: try value.skip()
            }
        }
        return (name, datatype)
    }
}
