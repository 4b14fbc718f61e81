import JSONCursor

/// What a server says is wrong, read from any of the error bodies in use.
///
/// `{"error":{"message","type","param","code"}}` (OpenAI, vLLM, llama.cpp, LiteLLM; `code` a string, a number or null),
/// the same fields flat (older vLLM, SGLang), `{"error":"text"}` (TEI, vLLM's 401), `{"detail":"text"}` and
/// `{"detail":[{"loc","msg"}]}` (FastAPI), any of these in an array of one.
struct ServerComplaint: Sendable, Hashable {
    var message: String
    var type: String?
    var param: String?
    var code: String?
    /// The web framework's own answer to a path that it does not have.
    var isUnknownPath = false

    /// Nil if `body` is none of them.
    init?(body: [UInt8]) {
        guard var value = try? JSONValue(parsing: body) else { return nil }
        if case .array(let elements) = value, let first = elements.first { value = first }
        switch value["error"] {
        case .object:
            self.init(fields: value["error"] ?? .null)
        case .string(let text):
            self.init(message: text, type: value["error_type"]?.text)
        default:
            switch value["detail"] {
            case .string(let text):
                self.init(message: text)
                isUnknownPath = text == "Not Found"
            case .array(let faults):
                self.init(message: faults.map(Self.described).joined(separator: "; "))
            default:
                self.init(fields: value)
            }
        }
    }

    private init(message: String, type: String? = nil) {
        self.message = message
        self.type = type
    }

    private init?(fields: JSONValue) {
        guard let text = fields["message"]?.text ?? fields["type"]?.text else { return nil }
        message = text
        type = fields["type"]?.text
        param = fields["param"]?.text
        code = fields["code"]?.text
        isUnknownPath = code == "unknown_url"
    }

    /// One entry of FastAPI's list: where in the body, and what is wrong there.
    private static func described(_ fault: JSONValue) -> String {
        guard case .array(let steps) = fault["loc"] else { return fault["msg"]?.text ?? "" }
        return steps.compactMap(\.text).joined(separator: ".") + ": " + (fault["msg"]?.text ?? "")
    }
}

extension JSONValue {
    /// A string, or a number as text.
    fileprivate var text: String? {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
