import Inference
import TestSupport
import Transport

/// The transport of all tests that use real sockets.
let network: Result<HTTPClient, HTTPFailure> = Result { () throws(HTTPFailure) in try HTTPClient() }

/// A client of a running server over real sockets.
func client(at address: String, key: APIKey? = nil, limits: HTTPLimits = HTTPLimits(connect: 5, total: 30, stall: 10)) throws
    -> EndpointClient
{
    EndpointClient(try EndpointAddress(address), apiKey: key, transport: try network.get(), limits: limits)
}

/// Runs `body` with the server's address while it is up.
func serving<Value>(_ server: LoopbackServer, _ body: (String) async throws -> Value) async throws -> Value {
    let address = try await server.start()
    do {
        let value = try await body(address)
        await server.stop()
        return value
    } catch {
        await server.stop()
        throw error
    }
}
