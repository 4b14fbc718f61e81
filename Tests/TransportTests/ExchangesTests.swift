import Foundation
import Platform
import Testing
import Transport

@Suite("Exchanges", .timeLimit(.minutes(1)))
struct ExchangesTests {
    @Test func `a request arrives as it was given, and the reply comes back whole`() async throws {
        let seen = Lock<[LoopbackConnection.Request]>([])
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                seen.withLock { $0.append(request) }
                connection.reply("{}", status: "201 Created", fields: "X-Weight-Version:  7 \r\nX-Empty:\r\n")
            }
        }
        let client = try HTTPClient()
        let headers = [("Authorization", "Bearer abc"), ("X-Blank", "")]
        let response = try await client.send(
            HTTPRequest(.post, server.address + "/v1/x?y=z", headers: headers, body: Array(#"{"a":1}"#.utf8))
        )
        #expect(response.status == 201)
        #expect(response.text == "{}")
        #expect(response.header("x-weight-version") == "7")
        #expect(response.header("x-empty") == "")
        #expect(response.header("missing") == nil)
        #expect(response.headers.map(\.name) == ["Content-Length", "X-Weight-Version", "X-Empty"])
        #expect(response.seconds > 0 && response.seconds < 5)

        let request = try #require(seen.withLock { $0.first })
        let lines = request.head.split(separator: "\r\n").map(String.init)
        #expect(lines.first == "POST /v1/x?y=z HTTP/1.1")
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains("Authorization: Bearer abc"))
        #expect(lines.contains("X-Blank:"))
        #expect(request.body == Array(#"{"a":1}"#.utf8))
    }

    @Test func `the caller's content type stands, and a request without body has none`() async throws {
        let server = try LoopbackServer { $0.serve(\.head) }
        let client = try HTTPClient()
        let own = try await client.send(HTTPRequest(.post, server.address, headers: [("content-type", "text/plain")], body: [65]))
        #expect(own.text.contains("content-type: text/plain\r\n"))
        #expect(!own.text.contains("application/json"))
        let get = try await client.send(HTTPRequest(.get, server.address + "/health"))
        #expect(get.text.hasPrefix("GET /health HTTP/1.1\r\n"))
        #expect(!get.text.lowercased().contains("content-type"))
        let empty = try await client.send(HTTPRequest(.post, server.address + "/pause"))
        #expect(empty.text.hasPrefix("POST /pause HTTP/1.1\r\n"))
        #expect(empty.text.lowercased().contains("content-length: 0\r\n"))
        #expect(!empty.text.lowercased().contains("content-type"))
    }

    @Test func `large bodies go through both ways at once without being announced`() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                if request.head.lowercased().contains("expect:") { return }
                connection.reply(String(decoding: request.body, as: UTF8.self))
            }
        }
        let client = try HTTPClient()
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 % 95 + 32) }
        let response = try await client.send(HTTPRequest(.post, server.address, body: body))
        #expect(response.body == body)
    }

    @Test func `connections are kept and used again`() async throws {
        let server = try LoopbackServer { $0.serve { _ in "ok" } }
        let client = try HTTPClient()
        for _ in 0..<20 { _ = try await client.send(HTTPRequest(.get, server.address)) }
        #expect(server.accepted == 1)
    }

    @Test func `64 run at the same time and each gets its own reply`() async throws {
        let everyoneIsHere = Barrier(64)
        let server = try LoopbackServer { connection in
            guard let first = connection.readRequest() else { return }
            everyoneIsHere.arriveAndWait()
            connection.reply(String(decoding: first.body, as: UTF8.self))
            connection.serve { String(decoding: $0.body, as: UTF8.self) }
        }
        let client = try HTTPClient()
        try await withThrowingTaskGroup { group in
            for index in 0..<64 {
                group.addTask {
                    for turn in 0..<10 {
                        let body = Array("request \(index), turn \(turn)".utf8)
                        let response = try await client.send(HTTPRequest(.post, server.address, body: body))
                        #expect(response.body == body)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(server.accepted == 64)
    }

    @Test func `replies come in any framing`() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                if request.head.contains("/chunked") {
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                    connection.write("6;x=y\r\n world\r\n0\r\nX-Trailer: t\r\n\r\n")
                } else if request.head.contains("/interim") {
                    connection.write("HTTP/1.1 102 Processing\r\nX-Early: 1\r\n\r\n")
                    connection.reply("later")
                } else if request.head.contains("/none") {
                    connection.write("HTTP/1.1 204 No Content\r\n\r\n")
                } else {
                    connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the end")
                    return
                }
            }
        }
        let client = try HTTPClient()
        #expect(try await client.send(HTTPRequest(.get, server.address + "/chunked")).text == "hello world")
        let interim = try await client.send(HTTPRequest(.get, server.address + "/interim"))
        #expect(interim.text == "later")
        #expect(interim.header("X-Early") == nil)
        let none = try await client.send(HTTPRequest(.get, server.address + "/none"))
        #expect(none.status == 204)
        #expect(none.body.isEmpty)
        #expect(server.accepted == 1)
        #expect(try await client.send(HTTPRequest(.get, server.address + "/closing")).text == "until the end")
    }

    @Test func `any status is a reply, and redirects are not followed`() async throws {
        let server = try LoopbackServer { connection in
            connection.serve { _ in "" }
        }
        let elsewhere = try LoopbackServer { connection in
            while connection.readRequest() != nil {
                connection.reply("moved", status: "307 Temporary Redirect", fields: "Location: \(server.address)\r\n")
            }
        }
        let busy = try LoopbackServer { connection in
            while connection.readRequest() != nil {
                connection.reply("busy", status: "503 Service Unavailable", fields: "Retry-After: 3\r\n")
            }
        }
        let client = try HTTPClient()
        #expect(try await client.send(HTTPRequest(.post, elsewhere.address, body: [65])).status == 307)
        #expect(server.accepted == 0)
        let response = try await client.send(HTTPRequest(.get, busy.address))
        #expect(response.status == 503)
        #expect(response.header("retry-after") == "3")
    }

    @Test func `compressed replies are unpacked`() async throws {
        let packed = try #require(Data(base64Encoded: "H4sIAAAAAAACA6tWSswrLk8tUrJSqkwtVhgOWKkWABAsSp7VAAAA"))
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                guard request.head.lowercased().contains("accept-encoding:"), request.head.contains("gzip") else { return }
                connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
                connection.write(Array(packed))
            }
        }
        let client = try HTTPClient()
        let response = try await client.send(HTTPRequest(.get, server.address))
        #expect(response.text == #"{"answer":""# + String(repeating: "yes ", count: 50) + #""}"#)
    }

    @Test(.enabled(if: (try? LoopbackServer(.ipv6) { _ in }) != nil, "this machine has no IPv6 loopback"))
    func `IPv6 addresses are fine`() async throws {
        let server = try LoopbackServer(.ipv6) { $0.serve(\.head) }
        let client = try HTTPClient()
        let response = try await client.send(HTTPRequest(.get, server.address + "/x"))
        #expect(response.text.contains("Host: [::1]:\(server.port)\r\n"))
    }

    @Test func `a kept connection that turns out dead is replaced without the caller noticing`() async throws {
        let requests = Lock(0)
        let server = try LoopbackServer { connection in
            while connection.readRequest() != nil {
                let number = requests.withLock { requests in
                    requests += 1
                    return requests
                }
                // The second request finds the peer gone before any byte of a reply.
                if number == 2 { return }
                connection.reply("reply \(number)")
            }
        }
        let client = try HTTPClient()
        #expect(try await client.send(HTTPRequest(.post, server.address, body: [65])).text == "reply 1")
        #expect(try await client.send(HTTPRequest(.post, server.address, body: [65])).text == "reply 3")
        #expect(server.accepted == 2)
    }
}
