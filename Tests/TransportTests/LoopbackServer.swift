import Foundation
import Platform

/// A server on a loopback port of its own; a closure on a thread of its own plays each connection's peer, byte by byte.
final class LoopbackServer: Sendable {
    enum Family: Sendable {
        case ipv4, ipv6
    }

    struct CannotListen: Error {}

    let port: UInt16
    private let listener: Int32
    private let family: Family
    private let isAccepting: Bool
    private let state = Lock(State())

    private struct State {
        var accepted = 0
        var open: Set<Int32> = []
        var isStopped = false
    }

    /// Without a `peer` nobody accepts, and the queue of waiting connections stays as short as the system allows.
    init(_ family: Family = .ipv4, peer: (@Sendable (LoopbackConnection) -> Void)?) throws {
        self.family = family
        isAccepting = peer != nil
        listener = socket(family == .ipv4 ? AF_INET : AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0, Self.bindToAnyPort(listener, family), listen(listener, peer == nil ? 0 : 1024) == 0 else {
            throw CannotListen()
        }
        port = Self.port(of: listener)
        if let peer { Thread.detachNewThread { [listener, state] in Self.accept(listener, state, peer) } }
    }

    convenience init(_ family: Family = .ipv4, _ peer: @escaping @Sendable (LoopbackConnection) -> Void) throws {
        try self.init(family, peer: peer)
    }

    deinit {
        stop()
    }

    var address: String { family == .ipv4 ? "http://127.0.0.1:\(port)" : "http://[::1]:\(port)" }

    /// Connections accepted so far.
    var accepted: Int { state.withLock { $0.accepted } }

    /// Stops listening and breaks all connections.
    func stop() {
        // Within the lock, so that no socket is closed meanwhile and its number given to another.
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            for socket in state.open.union([listener]) { shutdown(socket, Int32(SHUT_RDWR)) }
            // Who accepts closes the listener on finding it shut down.
            if !isAccepting { close(listener) }
        }
    }

    private static func accept(_ listener: Int32, _ state: Lock<State>, _ peer: @escaping @Sendable (LoopbackConnection) -> Void) {
        while true {
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else { break }
            let isWanted = state.withLock { state in
                if state.isStopped { return false }
                state.accepted += 1
                state.open.insert(socket)
                return true
            }
            guard isWanted else {
                close(socket)
                break
            }
            Thread.detachNewThread {
                peer(LoopbackConnection(socket: socket))
                state.withLock { state in
                    state.open.remove(socket)
                    close(socket)
                }
            }
        }
        close(listener)
    }

    private static func bindToAnyPort(_ socket: Int32, _ family: Family) -> Bool {
        switch family {
        case .ipv4:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
                }
            }
        case .ipv6:
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_addr = in6addr_loopback
            return withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in6>.size)) == 0
                }
            }
        }
    }

    private static func port(of socket: Int32) -> UInt16 {
        // Both families keep the port at the same place.
        var address = sockaddr_in6()
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = getsockname(socket, $0, &length) }
        }
        return UInt16(bigEndian: address.sin6_port)
    }
}
