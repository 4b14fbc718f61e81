import Scheduling
import Transport

/// What the lines of a batch's answers stand for: the replies live requests would have got.
struct LineReplies: Sendable {
    private let failure: EndpointFailure

    /// - Parameter client: The provider's.
    init(_ client: EndpointClient) {
        failure = client.at(client.address.atVersionRoot()).failure(at: " (batch)")
    }

    /// The reply, or why there is none.
    func reply(_ line: BatchLine) -> Result<EndpointReply, BackendError> {
        switch line.errorCode {
        case "batch_expired":
            return .failure(BackendError(.timedOut, "\(failure.place): it expired before this line was answered"))
        case "batch_cancelled":
            return .failure(BackendError(.cancelled, "\(failure.place): it was cancelled before this line was answered"))
        default: break
        }
        if let status = line.status, (100..<600).contains(status) {
            return .success(EndpointReply(response: HTTPResponse(status: status, body: line.body), failure: failure))
        }
        let words = line.errorMessage.map { ": " + failure.shown($0) } ?? ""
        return .failure(BackendError(.serverError, "\(failure.place): a line has no reply\(words)"))
    }
}
