import Transport

/// The failure of an exchange; nil if it succeeded.
func failure(_ client: HTTPClient, _ request: HTTPRequest) async -> HTTPFailure? {
    do {
        _ = try await client.send(request)
        return nil
    } catch {
        return error
    }
}

/// Runs `body` and tells how many seconds it took.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let duration = try await ContinuousClock().measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}
