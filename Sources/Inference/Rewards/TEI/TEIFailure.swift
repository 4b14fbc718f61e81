import JSONCursor
import Scheduling

/// What TEI's error replies mean beyond their status: `{"error":"text","error_type":"type"}` (`router/src/http/types.rs`).
enum TEIFailure {
    /// Whether a request was refused for its number of inputs, and not for the length of one.
    static func isBatchTooLarge(_ reply: EndpointReply) -> Bool {
        guard reply.response.status == 413 else { return false }
        let words = ServerComplaint(body: reply.response.body)?.message.lowercased() ?? ""
        // A proxy's own 413 is about the size of the body, which a smaller batch helps against too.
        return !words.contains("tokens")
    }

    /// The failure that a 424 stands for: its status alone would count as a refusal of this one item.
    static func failedDependency(_ reply: EndpointReply, place: String) -> BackendError? {
        guard reply.response.status == 424 else { return nil }
        let words = ServerComplaint(body: reply.response.body).map { Excerpt.of($0.message) } ?? ""
        guard words.contains("not a classifier") || words.contains("not supported") || words.contains("not a re-ranker") else {
            return BackendError(.serverError, "\(place): its backend failed: \(words)")
        }
        return BackendError(
            .misconfigured,
            "\(place): this model cannot be asked so: \(words); TEI rates with encoder classifiers (BERT, RoBERTa, DeBERTa), not with decoders"
        )
    }
}
