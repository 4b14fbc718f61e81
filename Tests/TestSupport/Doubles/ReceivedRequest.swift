/// One request as a double received it.
package struct ReceivedRequest: Sendable {
    /// Counts the requests of this path from 1, in order of arrival.
    package var number: Int
    /// How often this very body was received on this path, from 1: 2 is the first retry.
    package var attempt: Int
    package var method: String
    package var path: String
    /// The value of the `Authorization` header.
    package var authorization: String?
    package var contentType: String?
    package var body: [UInt8]

    package init(
        number: Int,
        attempt: Int,
        method: String,
        path: String,
        authorization: String? = nil,
        contentType: String? = nil,
        body: [UInt8]
    ) {
        self.number = number
        self.attempt = attempt
        self.method = method
        self.path = path
        self.authorization = authorization
        self.contentType = contentType
        self.body = body
    }

    package var text: String { String(decoding: body, as: UTF8.self) }
}
