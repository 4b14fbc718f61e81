import JSONCursor
import Transport

/// The small replies of control routes.
enum ControlReply {
    /// A plain yes, whatever the body says: vLLM's LoRA routes answer text, SGLang's memory routes answer nothing.
    static func accepted(_ response: HTTPResponse) {}

    /// `{"success": Bool, "message"|"error_message": String?}`.
    static func success(_ cursor: inout JSONCursor) throws -> (isSuccess: Bool, message: String) {
        var isSuccess: Bool?
        var message = ""
        try cursor.object { key, value in
            switch key {
            case "success": isSuccess = try value.bool()
            case "message", "error_message": message = try value.optionalString() ?? ""
            default: try value.skip()
            }
        }
        guard let isSuccess else { throw BadReply.malformed("the reply does not say whether it succeeded") }
        return (isSuccess, message)
    }

    /// One flag of an object: `{"is_sleeping": Bool}`.
    static func flag(_ name: StaticString, in response: HTTPResponse) throws -> Bool {
        try JSONCursor.read(response.body) { cursor in
            var flag: Bool?
            try cursor.object { key, value in
                if key == name { flag = try value.bool() } else { try value.skip() }
            }
            guard let flag else { throw BadReply.malformed("the reply holds no \(name)") }
            return flag
        }
    }
}
