import Foundation
import Testing
import Transport

@Suite("Certificates", .enabled(if: SecureServer.isAvailable, "openssl is not installed"), .timeLimit(.minutes(1)))
struct CertificatesTests {
    @Test func `a server that signed its own is refused, and accepted where SSL_CERT_FILE names it`() async throws {
        let server = try await SecureServer()
        let request = HTTPRequest(.get, "https://127.0.0.1:\(server.port)/")

        let distrusting = try HTTPClient(ConnectionSettings { _ in nil })
        let failure = try #require(await failure(distrusting, request))
        #expect(failure.kind == .cannotConnect)
        #expect(failure.message.contains("127.0.0.1:\(server.port)"))
        #expect(failure.message.contains("self-signed certificate"))

        let file = server.certificateFile
        let trusting = try HTTPClient(ConnectionSettings { $0 == "SSL_CERT_FILE" ? file : nil })
        #expect(try await trusting.send(request).status == 200)
    }

    @Test func `a peer that does not speak TLS is told`() async throws {
        let plain = try LoopbackServer { connection in connection.write("no TLS here\r\n") }
        let client = try HTTPClient()
        let failure = try #require(await failure(client, HTTPRequest(.get, "https://127.0.0.1:\(plain.port)/")))
        #expect(failure.kind == .cannotConnect)
    }
}
