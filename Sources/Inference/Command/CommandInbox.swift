import CPlatform
import Glibc
import Platform

/// The way from callers to the thread that keeps a child: messages, and a descriptor that wakes it.
final class CommandInbox: Sendable {
    enum Message: Sendable {
        case ask(CommandRequest)
        /// Nobody waits for this answer any more.
        case abandon(Int)
        /// Let the child end.
        case end
    }

    private struct State {
        var messages: [Message] = []
        /// Why nothing is taken any more.
        var closed: BackendError?
    }

    /// Readable while messages wait.
    let descriptor: Int32
    private let state = Lock(State())

    init() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    var isClosed: Bool { state.withLock { $0.closed != nil } }

    /// The reason where nothing is taken any more.
    func post(_ message: Message) -> BackendError? {
        let closed = state.withLock { state in
            if state.closed == nil { state.messages.append(message) }
            return state.closed
        }
        guard closed == nil else { return closed }
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
        return nil
    }

    func take() -> [Message] {
        var count: UInt64 = 0
        _ = read(descriptor, &count, 8)
        return state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }

    /// From now on nothing is taken; what nobody took is returned.
    func shut(_ reason: BackendError) -> [Message] {
        state.withLock { state in
            state.closed = state.closed ?? reason
            defer { state.messages = [] }
            return state.messages
        }
    }
}
