import JSONCursor
package import Transport

/// Talks JSON to one endpoint: posts a body, reads the reply with a cursor, and turns everything that can go wrong into a `BackendError`
/// that names the endpoint and never a secret.
package struct EndpointClient: Sendable {
    package private(set) var address: EndpointAddress
    private let apiKey: APIKey?
    private let transport: any HTTPTransport
    private var limits: HTTPLimits

    /// `apiKey` is sent as a Bearer token with every request to this endpoint, and to no other.
    package init(_ address: EndpointAddress, apiKey: APIKey? = nil, transport: any HTTPTransport, limits: HTTPLimits = HTTPLimits()) {
        self.address = address
        self.apiKey = apiKey
        self.transport = transport
        self.limits = limits
    }

    /// The endpoint as messages name it: never a secret.
    var place: String { "\(address.authority)\(address.path)" }

    /// The same endpoint with another path before every call's own.
    func at(_ address: EndpointAddress) -> EndpointClient {
        var client = self
        client.address = address
        return client
    }

    /// Gets `path` and reads the reply's body with `body`.
    func get<Value>(_ path: String, _ body: (inout JSONCursor) throws -> Value) async throws -> Value {
        try await send(.get, path, []).read { response in try JSONCursor.read(response.body, body) }
    }

    /// Posts `content` and reads the reply's body with `body`.
    func post<Value>(_ path: String, _ content: [UInt8], _ body: (inout JSONCursor) throws -> Value) async throws -> Value {
        try await send(.post, path, content).read { response in try JSONCursor.read(response.body, body) }
    }

    /// Turns what is wrong with replies at `path` into words.
    func failure(at path: String) -> EndpointFailure {
        EndpointFailure(place: place + path, apiKey: apiKey)
    }

    /// The same endpoint for whole files, which take ten times as long and may be as long as `bytes`.
    func forFiles(of bytes: Int) -> EndpointClient {
        var client = self
        client.limits.total *= 10
        client.limits.responseBytes = bytes
        return client
    }

    /// Makes one exchange and returns the reply, whatever its status.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ content: [UInt8],
        contentType: String = "application/json",
        accept: String = "application/json"
    ) async throws(BackendError) -> EndpointReply {
        let failure = failure(at: path)
        var headers: [(name: String, value: String)] = [("Accept", accept)]
        if !content.isEmpty { headers.append(("Content-Type", contentType)) }
        if let apiKey { headers.append(apiKey.header) }
        let request = HTTPRequest(method, "\(address)\(path)", headers: headers, body: content, limits: limits)
        do {
            let response = try await transport.send(request)
            CallTrace.current?.addExchange(RateLimitHeaders.reading(of: response.headers))
            return EndpointReply(response: response, failure: failure)
        } catch {
            CallTrace.current?.addExchange(nil)
            throw failure.error(for: error)
        }
    }

    /// Gets `path` soon or not at all, and reads the reply; nil where this server does not offer it.
    func getIfOffered<Value>(_ path: String, _ body: (HTTPResponse) throws -> Value?) async throws(BackendError) -> Value? {
        var brief = self
        brief.limits.connect = min(limits.connect, Self.briefly)
        brief.limits.total = min(limits.total, Self.briefly)
        let reply = try await brief.send(.get, path, [])
        if [404, 405, 501].contains(reply.response.status) { return nil }
        return try reply.read(body)
    }

    /// Seconds for what is of use now or never.
    private static let briefly = 30.0
}
