import Testing
import Transport

@Suite("A storm", .timeLimit(.minutes(1)))
struct StormTests {
    @Test func `of replies, faults and cancellations ends every exchange once and leaves the client in order`() async throws {
        let server = try LoopbackServer { connection in
            while let request = connection.readRequest() {
                switch request.head.split(separator: " ").dropFirst().first {
                case "/closed": return
                case "/cut": return connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
                case "/garbage": return connection.write("garbage\r\n")
                case "/silent": return connection.waitUntilClosed()
                case "/stalled":
                    connection.write("HTTP/1.1 200 OK\r\n")
                    return connection.waitUntilClosed()
                default: connection.reply(String(decoding: request.body, as: UTF8.self))
                }
            }
        }
        let expected: [(path: String, kind: HTTPFailure.Kind?)] = [
            ("/echo", nil), ("/closed", .connectionLost), ("/cut", .connectionLost), ("/garbage", .protocolError),
            ("/silent", .totalTimeout),
            ("/stalled", .stallTimeout),
        ]
        let client = try HTTPClient()
        let address = server.address
        await withTaskGroup { group in
            for index in 0..<300 {
                let (path, kind) = expected[index % expected.count]
                let isCancelled = index % 7 < 3
                group.addTask {
                    let limits = HTTPLimits(connect: 60, total: path == "/silent" ? 0.3 : 60, stall: 0.2)
                    let request = HTTPRequest(.post, address + path, body: Array("request \(index)".utf8), limits: limits)
                    let exchange = Task { await failure(client, request)?.kind }
                    if isCancelled {
                        for _ in 0..<(index % 29) { await Task.yield() }
                        exchange.cancel()
                    }
                    let found = await exchange.value
                    #expect(found == kind || isCancelled && found == .cancelled, "request \(index) to \(path)")
                }
            }
        }
        #expect(try await client.send(HTTPRequest(.post, address + "/echo", body: [65])).text == "A")
    }
}
