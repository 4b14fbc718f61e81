import Foundation
import Testing
import Transport

@Suite("Time limits", .timeLimit(.minutes(1)))
struct TimeLimitsTests {
    @Test func `a server that does not take the connection runs into the connect limit`() async throws {
        let server = try LoopbackServer(peer: nil)
        // Fills the queue of connections that wait to be accepted; the system then drops further attempts.
        let occupants = try (0..<4).map { _ in try #require(Occupant(port: server.port)) }
        defer { occupants.forEach { $0.leave() } }
        let client = try HTTPClient()
        let limits = HTTPLimits(connect: 0.2, total: 60)
        let elapsed = try await seconds {
            let failure = try #require(await failure(client, HTTPRequest(.get, server.address, limits: limits)))
            #expect(failure == HTTPFailure(.connectTimeout, "no connection to 127.0.0.1:\(server.port) within 0.2 s"))
        }
        #expect(elapsed >= 0.19 && elapsed < 10)
    }

    @Test func `a server that never answers runs into the total limit`() async throws {
        let server = try LoopbackServer { $0.waitUntilClosed() }
        let client = try HTTPClient()
        let limits = HTTPLimits(total: 0.2, stall: 0.05)
        let elapsed = await seconds {
            let failure = await failure(client, HTTPRequest(.get, server.address, limits: limits))
            #expect(failure == HTTPFailure(.totalTimeout, "127.0.0.1:\(server.port) gave no whole reply within 0.2 s"))
        }
        #expect(elapsed >= 0.19 && elapsed < 10)
    }

    @Test func `a server may think longer than the stall limit before its first byte`() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            usleep(250_000)
            connection.reply("a thought")
        }
        let client = try HTTPClient()
        let response = try await client.send(HTTPRequest(.get, server.address, limits: HTTPLimits(stall: 0.05)))
        #expect(response.text == "a thought")
        #expect(response.seconds >= 0.25)
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ])
    func `a reply that stops in the middle runs into the stall limit`(beginning: String) async throws {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            connection.write(beginning)
            connection.waitUntilClosed()
        }
        let client = try HTTPClient()
        let elapsed = await seconds {
            let failure = await failure(client, HTTPRequest(.get, server.address, limits: HTTPLimits(stall: 0.15)))
            #expect(failure == HTTPFailure(.stallTimeout, "127.0.0.1:\(server.port) fell silent for 0.15 s in the middle of its reply"))
        }
        #expect(elapsed >= 0.14 && elapsed < 10)
    }

    @Test func `a reply that trickles on does not`() async throws {
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n")
            for _ in 0..<12 {
                usleep(50_000)
                connection.write(".")
            }
            connection.waitUntilClosed()
        }
        let client = try HTTPClient()
        let response = try await client.send(HTTPRequest(.get, server.address, limits: HTTPLimits(stall: 0.5)))
        #expect(response.text == "............")
    }

    @Test func `limits without end are none`() async throws {
        let server = try LoopbackServer { $0.serve { _ in "ok" } }
        let client = try HTTPClient()
        let limits = HTTPLimits(connect: .infinity, total: .infinity, stall: .infinity, responseBytes: .max)
        #expect(try await client.send(HTTPRequest(.get, server.address, limits: limits)).text == "ok")
    }
}
