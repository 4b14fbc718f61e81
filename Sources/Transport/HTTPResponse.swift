/// A whole reply.
package struct HTTPResponse: Sendable {
    package var status: Int
    /// Header fields as received; names keep the server's case.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Seconds from handing the request to the client to the reply's last byte.
    package var seconds: Double

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = [], seconds: Double = 0) {
        self.status = status
        self.headers = headers
        self.body = body
        self.seconds = seconds
    }

    /// The first value of a header field, whatever the case of its name.
    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}
