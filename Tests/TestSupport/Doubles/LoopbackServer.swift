import FlyingFox
import FlyingSocks
import Foundation
import Platform

/// A real HTTP server on 127.0.0.1 that answers with `answer`, keeps a journal, and goes wrong where its fault plan says so.
///
/// Faults of the wire (refused, 5xx, late, cut off) are made here; those of the content are handed to `answer`.
package final class LoopbackServer: Sendable {
    package typealias Answer = @Sendable (_ request: ReceivedRequest, _ fault: Fault?) throws -> ServerReply

    private struct State {
        var faults = FaultPlan()
        var journal = RequestJournal()
        var held: [AsyncStream<Never>.Continuation] = []
        var running: (server: HTTPServer, task: Task<Void, any Error>)?
    }

    private let answer: Answer
    private let state = Lock(State())

    package init(answer: @escaping Answer) {
        self.answer = answer
    }

    package var journal: RequestJournal { state.withLock { $0.journal } }

    package func setFaults(_ change: (inout FaultPlan) -> Void) {
        state.withLock { change(&$0.faults) }
    }

    /// Listens on `port`, a free one if 0, and returns the base URL, without a slash at its end.
    package func start(port: UInt16 = 0) async throws -> String {
        let server = HTTPServer(
            config: .init(address: try .inet(ip4: "127.0.0.1", port: port), timeout: 3600, pool: PromptSocketPool(), logger: .disabled),
            handler: ClosureHTTPHandler { [weak self] request in
                try await self?.respond(to: request) ?? HTTPResponse(statusCode: .serviceUnavailable)
            }
        )
        let task = Task { try await server.run() }
        try await server.waitUntilListening(timeout: 60)
        state.withLock { $0.running = (server, task) }
        guard case .ip4(let address, let bound) = await server.listeningAddress else {
            throw SocketError.unsupportedAddress
        }
        return "http://\(address):\(bound)"
    }

    /// Closes the listening socket and all connections: from now on connections are refused.
    package func stop() async {
        release()
        let running = state.withLock { state in
            defer { state.running = nil }
            return state.running
        }
        await running?.server.stop()
        _ = await running?.task.result
    }

    /// Lets the requests go on that a `hold` fault stopped, and stops none any more.
    package func release() {
        let held = state.withLock { state in
            defer { state.held = [] }
            state.faults.stopHolding()
            return state.held
        }
        for gate in held { gate.finish() }
    }

    private func respond(to request: HTTPRequest) async throws -> HTTPResponse {
        let body = Array(try await request.bodyData)
        let received = state.withLock {
            $0.journal.begin(
                method: request.method.rawValue,
                path: request.path,
                authorization: request.headers[.authorization],
                contentType: request.headers[.contentType],
                body: body
            )
        }
        defer { state.withLock { $0.journal.end() } }
        let (fault, gate) = state.withLock { state in
            let fault = state.faults.fault(for: received)
            guard case .hold = fault else { return (fault, AsyncStream<Never>?.none) }
            let (gate, continuation) = AsyncStream.makeStream(of: Never.self)
            state.held.append(continuation)
            return (fault, gate)
        }
        if let gate { for await _ in gate {} }
        let reply = try await reply(to: received, fault)
        state.withLock { state in
            for (item, count) in reply.computed { state.journal.add(item, count) }
        }
        return HTTPResponse(reply)
    }

    private func reply(to request: ReceivedRequest, _ fault: Fault?) async throws -> ServerReply {
        switch fault {
        case .refuse:
            return ServerReply(status: 0, body: [], delivery: .dropped)
        case .serverError:
            let text = #"{"error":{"message":"EngineCore encountered an issue.","type":"InternalServerError","param":null,"code":500}}"#
            return ServerReply(status: 500, text: text)
        case .overloaded(let retryAfter):
            let text = #"{"error":{"message":"The request queue is full.","type":"Service Unavailable","param":null,"code":503}}"#
            var reply = ServerReply(status: 503, text: text)
            if let retryAfter { reply.headers.append(("Retry-After", retryAfter)) }
            return reply
        case .badGateway:
            let text =
                "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body></html>\r\n"
            return ServerReply(status: 502, contentType: "text/html", text: text)
        case .errorWithStatus200:
            return ServerReply(
                status: 200,
                text: #"{"error":{"message":"no worker is up","type":"server_error","param":null,"code":null}}"#
            )
        case .reply(let status, let body):
            return ServerReply(status: status, text: body)
        case .hang(let milliseconds):
            try await Task.sleep(for: .milliseconds(milliseconds))
            return try answer(request, nil)
        case .hold:
            return try answer(request, nil)
        case .truncateBody:
            var reply = try answer(request, nil)
            reply.body.removeLast(reply.body.count / 2)
            return reply
        case .cutConnection:
            var reply = try answer(request, nil)
            reply.delivery = .cut(after: reply.body.count / 2)
            return reply
        default:
            return try answer(request, fault)
        }
    }
}
