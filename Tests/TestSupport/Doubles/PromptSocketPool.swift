import FlyingFox
import FlyingSocks
import Glibc

/// The web server's socket pool with Nagle's algorithm off.
///
/// FlyingFox writes header and body apart: with Nagle's algorithm the body waits 40 ms for the client's delayed acknowledgement.
/// Accepted sockets inherit the option from the listening one, which passes here before its first connection.
struct PromptSocketPool: AsyncSocketPool {
    private let base: any AsyncSocketPool = HTTPServer.defaultPool()

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
