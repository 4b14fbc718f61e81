import Dispatch
import Testing
import Transport

@Suite("Cancellation", .timeLimit(.minutes(1)))
struct CancellationTests {
    @Test func `before the start sends nothing`() async throws {
        let server = try LoopbackServer { $0.serve { _ in "ok" } }
        let client = try HTTPClient()
        let address = server.address
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await failure(client, HTTPRequest(.get, address))
        }
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
        #expect(server.accepted == 0)
    }

    @Test func `in flight ends the exchange at once and closes its connection`() async throws {
        let arrived = Signal()
        let closed = Signal()
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            arrived.send()
            connection.waitUntilClosed()
            closed.send()
        }
        let client = try HTTPClient()
        let request = HTTPRequest(.post, server.address, body: [65])
        let task = Task { await failure(client, request) }
        await arrived.wait()
        let elapsed = await seconds {
            task.cancel()
            #expect(await task.value == HTTPFailure(.cancelled, "the request to 127.0.0.1:\(server.port) was cancelled"))
            await closed.wait()
        }
        #expect(elapsed < 10)
    }

    @Test func `in the middle of a reply leaves the other exchanges alone`() async throws {
        let arrived = Signal()
        let goOn = DispatchSemaphore(value: 0)
        let server = try LoopbackServer { connection in
            guard let request = connection.readRequest() else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab")
            if request.head.contains("/doomed") {
                arrived.send()
                connection.waitUntilClosed()
            } else {
                goOn.wait()
                connection.write("cd")
                connection.waitUntilClosed()
            }
        }
        let client = try HTTPClient()
        let address = server.address
        let doomed = Task { await failure(client, HTTPRequest(.get, address + "/doomed")) }
        let other = Task { try await client.send(HTTPRequest(.get, address + "/other")).text }
        await arrived.wait()
        doomed.cancel()
        #expect(await doomed.value?.kind == .cancelled)
        goOn.signal()
        #expect(try await other.value == "abcd")
    }

    @Test func `after the end changes nothing`() async throws {
        let server = try LoopbackServer { $0.serve { _ in "ok" } }
        let client = try HTTPClient()
        let address = server.address
        for _ in 0..<50 {
            let task = Task { try? await client.send(HTTPRequest(.get, address)).text }
            await Task.yield()
            task.cancel()
            let text = await task.value
            #expect(text == nil || text == "ok")
        }
        #expect(try await client.send(HTTPRequest(.get, address)).text == "ok")
    }

    @Test func `by shutdown ends all exchanges, later ones too`() async throws {
        let arrived = Signal()
        let closed = Signal()
        let server = try LoopbackServer { connection in
            _ = connection.readRequest()
            arrived.send()
            connection.waitUntilClosed()
            closed.send()
        }
        let client = try HTTPClient()
        let request = HTTPRequest(.get, server.address)
        let task = Task { await failure(client, request) }
        await arrived.wait()
        client.shutdown()
        #expect(await task.value?.kind == .cancelled)
        await closed.wait()
        #expect(await failure(client, request)?.kind == .cancelled)
        client.shutdown()
    }

    @Test func `is not needed to let go of a client: its kept connections are closed with it`() async throws {
        let closed = Signal()
        let server = try LoopbackServer { connection in
            connection.serve { _ in "ok" }
            closed.send()
        }
        do {
            let client = try HTTPClient()
            _ = try await client.send(HTTPRequest(.get, server.address))
        }
        await closed.wait()
    }
}
