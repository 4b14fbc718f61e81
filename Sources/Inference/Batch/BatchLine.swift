import JSONCursor

/// One line of a file of answers: `{"id","custom_id","response":{"status_code","request_id","body":{…}},"error":null}`.
package struct BatchLine: Sendable, Hashable {
    package var customID = ""
    /// The HTTP status the request would have got; nil where it was not made.
    package var status: Int?
    /// The JSON that would have been the reply's body.
    package var body: [UInt8] = []
    /// Why the request was not made, or got no reply.
    package var errorCode: String?
    package var errorMessage: String?

    /// Throws `JSONError` where `bytes` is not such a line: a file that was cut off ends in the middle of one.
    package init(_ bytes: UnsafeRawBufferPointer) throws {
        try JSONCursor.read(bytes) { cursor in
            try cursor.object { key, value in
                switch key {
                case "custom_id": customID = try value.optionalString() ?? ""
                case "response": if try !value.null() { try readResponse(&value, bytes) }
                case "error": if try !value.null() { readError(try JSONValue(&value)) }
                default: try value.skip()
                }
            }
        }
    }

    private mutating func readResponse(_ cursor: inout JSONCursor, _ bytes: UnsafeRawBufferPointer) throws {
        try cursor.object { key, value in
            switch key {
            // Imitators write the status as text.
            case "status_code":
                status = try value.peek() == .string ? Int(value.string()) : value.optionalInteger()
            case "body":
                let start = value.offset
                try value.skip()
                body = Array(bytes[start..<value.offset])
            default: try value.skip()
            }
        }
    }

    private mutating func readError(_ error: JSONValue) {
        errorCode = error["code"]?.shownText
        errorMessage = error["message"]?.shownText ?? error.shownText ?? errorCode
    }
}
