/// Why there is no whole reply. A status code is not a failure: any whole reply is an `HTTPResponse`.
package struct HTTPFailure: Error, Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// Refused, no route, name not found, TLS handshake refused: no request was sent.
        case cannotConnect
        /// The connection broke after the request was (partly) sent.
        case connectionLost
        case connectTimeout
        case totalTimeout
        case stallTimeout
        /// The body grew past `HTTPLimits.responseBytes`.
        case replyTooLarge
        /// The peer does not speak HTTP, or the address is malformed.
        case protocolError
        /// The task that awaited the reply was cancelled.
        case cancelled
    }

    package var kind: Kind
    /// One sentence for people; contains no header values and no body.
    package var message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}
