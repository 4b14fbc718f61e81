/// Fields of a judge's request that some servers or models refuse and that can be left out.
enum JudgeField: String, CaseIterable, Sendable {
    case responseFormat = "response_format"
    /// More than 5 alternatives a token.
    case manyLogprobs = "top_logprobs"
    case logprobs
    case temperature
    case maxCompletionTokens = "max_completion_tokens"

    /// What becomes of the field where it is refused.
    var consequence: String {
        switch self {
        case .responseFormat: "the verdict is asked for in words"
        case .manyLogprobs: "5 alternatives a token are asked for"
        case .logprobs: "verdicts are read from the text alone"
        case .temperature: "it is left out"
        case .maxCompletionTokens: "it is sent as max_tokens"
        }
    }

    /// The field that a refusal names as the culprit.
    static func named(in complaint: ServerComplaint, leftOut: Set<JudgeField>) -> JudgeField? {
        // Length is the item's fault, whatever field its words mention.
        guard complaint.code != "context_length_exceeded", complaint.type != "exceed_context_size_error" else { return nil }
        let words = complaint.param ?? String(complaint.message.prefix(400))
        for field in allCases where words.contains(field.rawValue) {
            if !leftOut.contains(field) { return field }
            // Even 5 alternatives are too many.
            if field == .manyLogprobs, !leftOut.contains(.logprobs) { return .logprobs }
        }
        return nil
    }
}
