/// The finish reasons of OpenAI's APIs and their imitators.
enum FinishReason {
    /// Throws `aborted` if the server ended the generation itself.
    static func read(_ text: String?) throws -> Sample.FinishReason {
        switch text {
        case "stop", "eos_token", "stop_sequence":
            return .stop
        case "length":
            return .length
        case "abort", "error", "content_filter", "repetition":
            throw BadReply(.aborted, "the server ended a response itself (finish reason \(text ?? ""))")
        case nil:
            throw BadReply.malformed("a choice has no finish reason")
        case .some(let other):
            throw BadReply.malformed("a choice has the unknown finish reason \(Excerpt.of(other, limit: 40))")
        }
    }
}
