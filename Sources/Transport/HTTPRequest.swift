/// One HTTP exchange to be made.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    package var method: Method
    /// Absolute `http` or `https` address; `[::1]` style hosts are fine.
    package var url: String
    /// Header fields in the order they are sent. `Content-Type: application/json` is added to requests with a body unless set here.
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    package var limits: HTTPLimits

    package init(
        _ method: Method,
        _ url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        limits: HTTPLimits = HTTPLimits()
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.limits = limits
    }
}
