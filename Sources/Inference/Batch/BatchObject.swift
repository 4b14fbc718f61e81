import JSONCursor

/// A batch as `GET /v1/batches/{id}` tells of it.
package struct BatchObject: Sendable, Hashable {
    /// Why a batch was refused when its file was checked.
    package struct Fault: Sendable, Hashable {
        package var code: String
        package var message: String
        /// Of the file, from 1, where one line is to blame.
        package var line: Int?
    }

    package var id = ""
    /// `validating`, `failed`, `in_progress`, `finalizing`, `completed`, `expired`, `cancelling`, `cancelled`; imitators know others.
    package var status = ""
    package var inputFileID = ""
    package var outputFileID: String?
    package var errorFileID: String?
    /// Lines in all, answered ones and failed ones, where it tells.
    package var total = 0
    package var completed = 0
    package var failed = 0
    package var faults: [Fault] = []
    package var metadata: [String: String] = [:]
    /// Seconds since 1970.
    package var createdAt: Double?

    /// Throws `BadReply` where it is no batch.
    init(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "id": id = try value.string()
            case "status": status = try value.string()
            case "input_file_id": inputFileID = try value.optionalString() ?? ""
            case "output_file_id": outputFileID = try Self.file(&value)
            case "error_file_id": errorFileID = try Self.file(&value)
            case "created_at": createdAt = try value.null() ? nil : value.double()
            case "request_counts": if try !value.null() { try readCounts(&value) }
            case "errors": if try !value.null() { try readFaults(&value) }
            case "metadata": if try !value.null() { try readMetadata(&value) }
            case "error": try value.refuseErrorObject()
            default: try value.skip()
            }
        }
        guard !id.isEmpty, !status.isEmpty else { throw BadReply.malformed("the reply is no batch: it has no id or no status") }
    }

    /// Some say no file with an empty name.
    private static func file(_ cursor: inout JSONCursor) throws -> String? {
        let name = try cursor.optionalString()
        return name?.isEmpty == true ? nil : name
    }

    private mutating func readCounts(_ cursor: inout JSONCursor) throws {
        try cursor.object { key, value in
            switch key {
            case "total": total = try value.optionalInteger() ?? 0
            case "completed": completed = try value.optionalInteger() ?? 0
            case "failed": failed = try value.optionalInteger() ?? 0
            default: try value.skip()
            }
        }
    }

    /// `{"object":"list","data":[…]}`, or the list alone.
    private mutating func readFaults(_ cursor: inout JSONCursor) throws {
        let tree = try JSONValue(&cursor)
        guard case .array(let faults) = tree["data"] ?? tree else { return }
        self.faults = faults.map { fault in
            let line: Int? = if case .integer(let line) = fault["line"] { line } else { nil }
            return Fault(code: fault["code"]?.shownText ?? "", message: fault["message"]?.shownText ?? "", line: line)
        }
    }

    private mutating func readMetadata(_ cursor: inout JSONCursor) throws {
        guard case .object(let members) = try JSONValue(&cursor) else { return }
        for member in members {
            if case .string(let text) = member.value { metadata[member.key] = text }
        }
    }

    /// The server's words on why the file was refused, fit to be shown.
    package var complaint: String {
        let sentences = faults.prefix(3).map { fault in
            let place = fault.line.map { "line \($0): " } ?? ""
            return Excerpt.of(place + (fault.message.isEmpty ? fault.code : fault.message), limit: 300)
        }
        return sentences.isEmpty ? "no reason was given" : sentences.joined(separator: "; ")
    }

    /// It was refused only because too much waits already; the same file is taken later.
    package var hitEnqueuedLimit: Bool {
        status == "failed" && faults.contains { EnqueuedLimit.isMeant(code: $0.code, message: $0.message) }
    }
}

extension JSONValue {
    /// A string, or a whole number as text.
    var shownText: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
