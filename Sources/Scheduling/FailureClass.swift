/// What went wrong with one request, as far as the decision what to do next needs to know.
///
/// The raw values are recorded in the ledger's `failure` table and never change.
package enum FailureClass: String, Sendable, Hashable, CaseIterable {
    /// Nobody answers there: refused, no route, name not found. Says nothing about the item: the endpoint is down.
    case unreachable
    /// The connection broke after the request was sent: the server died, or this very request killed it.
    case connectionLost = "connection_lost"
    /// The server is up and says "not now" (429, 503, still loading).
    case overloaded
    /// No whole reply within the request's time limits.
    case timedOut = "timed_out"
    /// The server failed (other 5xx, an error object after a 200).
    case serverError = "server_error"
    /// A reply that is not what was asked for: cut off, not JSON, a wrong number of choices, other token ids.
    case malformedReply = "malformed_reply"
    /// The server ended the generation itself (finish reason `abort` or `error`).
    case aborted
    /// A number that is NaN or infinite where a reward or log-prob should be.
    case notFinite = "not_finite"
    /// The item does not fit the model's context.
    case tooLong = "too_long"
    /// The server refuses this item (400, 404, 413, 422).
    case rejected
    /// Nothing at this endpoint can work as configured: wrong model, missing key, missing capability.
    case misconfigured
    /// We cancelled it.
    case cancelled

    /// Whether it says something about the endpoint rather than about the item alone.
    package var speaksOfEndpoint: Bool {
        switch self {
        case .unreachable, .connectionLost, .overloaded, .timedOut, .serverError, .malformedReply, .aborted, .misconfigured: true
        case .notFinite, .tooLong, .rejected, .cancelled: false
        }
    }
}
