import Glibc
import Platform

/// Messages from any thread to the loop's thread.
///
/// The loop sleeps in `epoll_wait`; it is woken through an event descriptor, and only by a message that finds the inbox empty.
final class Inbox: Sendable {
    enum Message: Sendable {
        case start(Exchange)
        case cancel(Exchange)
    }

    private struct State {
        var messages: [Message] = []
        var isClosed = false
    }

    private let state = Lock(State())
    let wakeDescriptor: Int32

    init(wakeDescriptor: Int32) {
        self.wakeDescriptor = wakeDescriptor
    }

    deinit {
        Glibc.close(wakeDescriptor)
    }

    /// Leaves a message; false if the inbox is closed and nobody will read it.
    func post(_ message: Message) -> Bool {
        var wasEmpty = false
        let isTaken = state.withLock { state in
            if state.isClosed { return false }
            wasEmpty = state.messages.isEmpty
            state.messages.append(message)
            return true
        }
        if wasEmpty { wake() }
        return isTaken
    }

    /// Moves all messages into `messages`, which must be empty; false once the inbox is closed.
    func take(into messages: inout [Message]) -> Bool {
        state.withLock { state in
            swap(&state.messages, &messages)
            return !state.isClosed
        }
    }

    /// After this nothing is taken in any more.
    func close() {
        state.withLock { $0.isClosed = true }
        wake()
    }

    private func wake() {
        // The descriptor is watched edge-triggered: each write is a new event, and nobody needs to read it back.
        var one: UInt64 = 1
        _ = write(wakeDescriptor, &one, 8)
    }
}
