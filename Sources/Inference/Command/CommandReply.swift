import JSONCursor
import Scheduling

/// Which request a line answers, and whether it says that it cannot be answered. The rest is read by who asked.
struct CommandReply {
    var id: Int?
    var error: (failure: FailureClass, message: String)?

    /// Throws where the line is no JSON object. One with a NaN in it, which is no JSON either, is a refusal of the request it names before that.
    init(_ line: [UInt8]) throws {
        var id: Int?
        var error: (failure: FailureClass, message: String)?
        do {
            try JSONCursor.read(line) { cursor in
                try cursor.object { key, value in
                    switch key {
                    case "id": id = try value.optionalInteger()
                    case "error": if try !value.null() { error = try Self.fault(&value) }
                    default: try value.skip()
                    }
                }
            }
        } catch let fault as JSONError where fault.kind == .notFinite && id != nil {
            error = (.notFinite, "a number in the answer is NaN or infinite")
        }
        self.id = id
        self.error = error
    }

    private static func fault(_ cursor: inout JSONCursor) throws -> (FailureClass, String) {
        var name: String?
        var message = ""
        if try cursor.peek() == .string { return (.serverError, try cursor.string()) }
        try cursor.object { key, value in
            switch key {
            case "class": name = try value.optionalString()
            case "message": message = try value.optionalString() ?? ""
            default: try value.skip()
            }
        }
        let failure = name.flatMap { FailureClass(rawValue: $0) }
        // Only we cancel.
        guard let failure, failure != .cancelled else {
            return (.serverError, name.map { "\($0): \(message)" } ?? message)
        }
        return (failure, message)
    }
}
