import CurlShim
import Glibc

/// The sockets libcurl wants watched, by Linux's `epoll`.
struct Poller: ~Copyable {
    private let descriptor: Int32
    private let events: UnsafeMutableBufferPointer<epoll_event>

    /// Nil if the system has no descriptor left.
    init?(wakeDescriptor: Int32) {
        let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        self.descriptor = descriptor
        events = .allocate(capacity: 256)
        change(wakeDescriptor, EPOLL_CTL_ADD, EPOLLIN.rawValue | EPOLLET.rawValue)
    }

    deinit {
        events.deallocate()
        close(descriptor)
    }

    /// Watches a socket as libcurl asks (`CURL_POLL_IN`, …).
    func watch(_ socket: Int32, for interest: Int32, isNew: Bool) {
        var mask: UInt32 = 0
        if interest & CURL_POLL_IN != 0 { mask |= EPOLLIN.rawValue }
        if interest & CURL_POLL_OUT != 0 { mask |= EPOLLOUT.rawValue }
        change(socket, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, mask)
    }

    func forget(_ socket: Int32) {
        change(socket, EPOLL_CTL_DEL, 0)
    }

    /// Waits until something happens or the time is over, then calls `body` with each socket and what happened to it (`CURL_CSELECT_IN`, …).
    func wait(milliseconds: Int32, _ body: (_ socket: Int32, _ happened: Int32) -> Void) {
        let count = epoll_wait(descriptor, events.baseAddress, Int32(events.count), milliseconds)
        guard count > 0 else { return }
        for index in 0..<Int(count) {
            let event = events[index]
            var happened: Int32 = 0
            if event.events & EPOLLIN.rawValue != 0 { happened |= CURL_CSELECT_IN }
            if event.events & EPOLLOUT.rawValue != 0 { happened |= CURL_CSELECT_OUT }
            if event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { happened |= CURL_CSELECT_ERR }
            body(event.data.fd, happened)
        }
    }

    private func change(_ socket: Int32, _ operation: Int32, _ mask: UInt32) {
        var event = epoll_event()
        event.events = mask
        event.data.fd = socket
        epoll_ctl(descriptor, operation, socket, &event)
    }
}
