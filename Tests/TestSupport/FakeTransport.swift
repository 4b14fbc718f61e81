import Platform
package import Transport

/// A transport without network: a closure answers, and the requests are kept to be looked at.
package final class FakeTransport: HTTPTransport {
    package typealias Answer = @Sendable (HTTPRequest) async throws(HTTPFailure) -> HTTPResponse

    private let answer: Answer
    private let received = Lock<[HTTPRequest]>([])

    package init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// Every request so far, in the order they came.
    package var requests: [HTTPRequest] { received.withLock { $0 } }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        received.withLock { $0.append(request) }
        return try await answer(request)
    }
}
