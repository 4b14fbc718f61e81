import Scheduling
import Transport

/// What the lines of a batch's answers stand for: the replies live requests would have got.
struct LineReplies: Sendable {
    /// Names the server in sentences.
    let place: String
    let apiKey: APIKey?

    /// The reply, or why there is none.
    func reply(_ line: BatchLine) -> Result<EndpointReply, BackendError> {
        switch line.errorCode {
        case "batch_expired": return .failure(BackendError(.timedOut, "\(place): the batch expired before this line was answered"))
        case "batch_cancelled": return .failure(BackendError(.cancelled, "\(place): the batch was cancelled before this line was answered"))
        default: break
        }
        if let status = line.status, (100..<600).contains(status) {
            let failure = EndpointFailure(place: place, apiKey: apiKey)
            return .success(EndpointReply(response: HTTPResponse(status: status, body: line.body), failure: failure))
        }
        let words = line.errorMessage.map { ": " + Excerpt.of(apiKey?.redacted($0) ?? $0, limit: 200) } ?? ""
        return .failure(BackendError(.serverError, "\(place): a line of the batch has no reply\(words)"))
    }
}
