import Transport

/// A whole reply of an endpoint, good or bad.
struct EndpointReply {
    var response: HTTPResponse
    /// Turns what is wrong with it into words.
    var failure: EndpointFailure

    /// Reads a reply with a status from 200 to 299 with `body`, which throws `JSONError` or `BadReply` if it is not what was asked for.
    func read<Value>(_ body: (HTTPResponse) throws -> Value) throws(BackendError) -> Value {
        guard (200..<300).contains(response.status) else { throw failure.error(forStatusOf: response) }
        do {
            return try body(response)
        } catch {
            throw failure.error(for: error, in: response)
        }
    }
}
