/// Makes HTTP exchanges. `HTTPClient` is the real one; tests use `FakeTransport`.
package protocol HTTPTransport: Sendable {
    /// Sends the request and returns the whole reply.
    ///
    /// Cancelling the calling task aborts the exchange and throws `HTTPFailure` of kind `cancelled`.
    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse
}
