import Foundation
import Testing
import Transport

@Suite("Failures", .timeLimit(.minutes(1)))
struct FailuresTests {
    /// The failure of one request to a server that reads it and then does as told.
    private func failure(limits: HTTPLimits = HTTPLimits(), _ peer: @escaping @Sendable (LoopbackConnection) -> Void) async throws
        -> HTTPFailure?
    {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            peer(connection)
        }
        let client = try HTTPClient()
        let failure = await TransportTests.failure(client, HTTPRequest(.post, server.address, body: [65], limits: limits))
        if let failure { #expect(failure.message.contains("127.0.0.1:\(server.port)")) }
        return failure
    }

    @Test func `a refused connection is told at once`() async throws {
        let server = try LoopbackServer { _ in }
        let port = server.port
        server.stop()
        let client = try HTTPClient()
        let elapsed = await seconds {
            let limits = HTTPLimits(connect: 60)
            let failure = await TransportTests.failure(client, HTTPRequest(.get, "http://127.0.0.1:\(port)", limits: limits))
            #expect(failure == HTTPFailure(.cannotConnect, "cannot connect to 127.0.0.1:\(port): connection refused"))
        }
        #expect(elapsed < 10)
    }

    @Test func `a reply announced as too large is refused before its body`() async throws {
        let failure = try await failure(limits: HTTPLimits(responseBytes: 1000)) { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n")
            connection.waitUntilClosed()
        }
        #expect(failure?.kind == .replyTooLarge)
        #expect(failure?.message.contains("1000 bytes") == true)
    }

    @Test func `a reply that grows too large is refused, one of just the size is not`() async throws {
        let chunk = "1f4\r\n" + String(repeating: "x", count: 500) + "\r\n"
        let tooLarge = try await failure(limits: HTTPLimits(responseBytes: 999)) { connection in
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk)
            connection.waitUntilClosed()
        }
        #expect(tooLarge?.kind == .replyTooLarge)
        let justRight = try await failure(limits: HTTPLimits(responseBytes: 1000)) { connection in
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n")
        }
        #expect(justRight == nil)
    }

    @Test func `a header without end is refused`() async throws {
        let fields = String(repeating: "X-Field: " + String(repeating: "x", count: 1000) + "\r\n", count: 1100)
        let failure = try await failure { connection in
            connection.write("HTTP/1.1 200 OK\r\n" + fields)
            connection.waitUntilClosed()
        }
        #expect(failure?.kind == .replyTooLarge)
    }

    @Test func `a small reply that unpacks to a large one is refused`() async throws {
        let text = """
            H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIBXA32VEdSghgEA
            """
        let packed = try #require(Data(base64Encoded: text))
        let failure = try await failure(limits: HTTPLimits(responseBytes: 50_000)) { connection in
            connection.write(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n".utf8) + packed)
            connection.waitUntilClosed()
        }
        #expect(failure?.kind == .replyTooLarge)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Len", "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    ])
    func `a connection closed before the reply is whole is lost`(beginning: String) async throws {
        let failure = try await failure { $0.write(beginning) }
        #expect(failure?.kind == .connectionLost)
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789"])
    func `a reset connection is lost`(beginning: String) async throws {
        let failure = try await failure { connection in
            connection.write(beginning)
            connection.resetOnClose()
        }
        #expect(failure?.kind == .connectionLost)
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\u{1}\u{2}\u{3}\u{4}garbage garbage garbage\r\n\r\n", "HTTP/7.7 200 OK\r\n\r\n"])
    func `a peer that does not speak HTTP is told`(greeting: String) async throws {
        let failure = try await failure { $0.write(greeting) }
        #expect(failure?.kind == .protocolError)
        #expect(failure?.message.contains("does not speak HTTP/1.1") == true)
    }

    @Test func `a reply that is not compressed as it says is told`() async throws {
        let failure = try await failure { connection in
            connection.reply("plain text", fields: "Content-Encoding: gzip\r\n")
            connection.waitUntilClosed()
        }
        #expect(failure?.kind == .protocolError)
    }

    @Test(arguments: [
        "", "http://", "http://host:99999/", "http://ho st/", "http://127.0.0.1\0.example/", "ftp://127.0.0.1/", "file:///etc/passwd",
        "gopher://127.0.0.1:1/",
    ])
    func `an address that is no http address is told`(address: String) async throws {
        let client = try HTTPClient()
        let failure = await TransportTests.failure(client, HTTPRequest(.get, address))
        #expect(failure?.kind == .protocolError)
        #expect(failure?.message.contains("address") == true)
    }

    @Test(arguments: [("X-A", "1\r\nX-Injected: 2"), ("X-A\nB", "1"), ("X-A", "1\0"), ("", "1"), ("X:A", "1")])
    func `a header field that would become two is not sent`(name: String, value: String) async throws {
        let server = try LoopbackServer { $0.serve { _ in "ok" } }
        let client = try HTTPClient()
        let failure = await TransportTests.failure(client, HTTPRequest(.get, server.address, headers: [(name, value)]))
        #expect(failure?.kind == .protocolError)
        #expect(server.accepted == 0)
    }

    @Test func `messages name host and port and keep secrets`() async throws {
        let server = try LoopbackServer { _ in }
        let client = try HTTPClient()
        let address = "http://user:hunter2@127.0.0.1:\(server.port)/path?key=sesame"
        let request = HTTPRequest(.post, address, headers: [("Authorization", "Bearer swordfish")], body: Array("prompt".utf8))
        let message = try #require(await TransportTests.failure(client, request)).message
        #expect(message.contains("127.0.0.1:\(server.port)"))
        for secret in ["user", "hunter2", "path", "sesame", "swordfish", "Bearer", "prompt"] { #expect(!message.contains(secret)) }
    }

    @Test func `a failed exchange leaves the client in order`() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                if request.head.contains("/bad") { return connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nx") }
                connection.reply("good")
            }
        }
        let client = try HTTPClient()
        for _ in 0..<5 {
            #expect(await TransportTests.failure(client, HTTPRequest(.post, server.address + "/bad", body: [65]))?.kind == .connectionLost)
            #expect(try await client.send(HTTPRequest(.get, server.address + "/good")).text == "good")
        }
    }
}
