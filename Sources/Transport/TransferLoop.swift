import CurlShim
import Glibc

/// Drives all exchanges of a client on one thread of its own: libcurl's multi interface over `epoll`.
///
/// Everything here runs on that thread; the inbox is the only way in, continuations are the only way out.
final class TransferLoop {
    let multi: UnsafeMutableRawPointer
    private let inbox: Inbox
    private let settings: ConnectionSettings
    private let watch = StallWatch()
    private var messages: [Inbox.Message] = []
    private var inFlight: [Exchange] = []
    private var idleHandles: [EasyHandle] = []
    private var headerLists = HeaderLists()
    let poller: Poller
    /// When libcurl wants to be called though no socket stirs; nanoseconds of the monotonic clock.
    private var timer: UInt64 = .max

    /// Nil if the system has no descriptor or memory left.
    init?(_ inbox: Inbox, _ settings: ConnectionSettings) {
        guard let poller = Poller(wakeDescriptor: inbox.wakeDescriptor), let multi = curl_multi_init() else { return nil }
        self.inbox = inbox
        self.settings = settings
        self.poller = poller
        self.multi = multi
        connect(to: multi)
    }

    /// Runs until the inbox is closed; then all exchanges end as cancelled.
    func run() {
        while inbox.take(into: &messages) {
            handleMessages()
            if timer <= watch.now { act(on: CURL_SOCKET_TIMEOUT, 0) }
            finishCompleted()
            failStalled()
            poller.wait(milliseconds: timeUntilNextDeadline()) { socket, happened in
                watch.now = MonotonicClock.now
                if socket != inbox.wakeDescriptor { act(on: socket, happened) }
            }
            watch.now = MonotonicClock.now
        }
        handleMessages()
        while let exchange = inFlight.last { abort(exchange, exchange.failure(.cancelled)) }
        idleHandles = []
        curl_multi_cleanup(multi)
    }

    private func handleMessages() {
        for message in messages {
            switch message {
            case .start(let exchange): start(exchange)
            case .cancel(let exchange):
                switch exchange.stage {
                case .waiting: exchange.wasCancelledEarly = true
                case .inFlight: abort(exchange, exchange.failure(.cancelled))
                case .finished: break
                }
            }
        }
        messages.removeAll(keepingCapacity: true)
    }

    private func start(_ exchange: Exchange) {
        if exchange.wasCancelledEarly { return exchange.finish(.failure(exchange.failure(.cancelled))) }
        guard let headers = headerLists.list(for: exchange.request) else {
            return exchange.finish(.failure(exchange.failure(.unsendableHeader)))
        }
        guard let handle = idleHandles.popLast() ?? EasyHandle(settings) else {
            return exchange.finish(.failure(exchange.failure(.curl(CURLE_OUT_OF_MEMORY))))
        }
        exchange.headerList = headers
        exchange.watch = watch
        guard handle.aim(at: exchange, headers) else {
            idleHandles.append(handle)
            return exchange.finish(.failure(exchange.failure(.curl(CURLE_URL_MALFORMAT))))
        }
        guard curl_multi_add_handle(multi, handle.pointer) == CURLM_OK else {
            return exchange.finish(.failure(exchange.failure(.curl(CURLE_OUT_OF_MEMORY))))
        }
        exchange.handle = handle
        exchange.stage = .inFlight
        exchange.place = inFlight.count
        inFlight.append(exchange)
    }

    private func finishCompleted() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let pointer = message.pointee.easy_handle,
                let exchange = EasyHandle.exchange(of: pointer)
            else { continue }
            exchange.finish(outcome(of: exchange, message.pointee.data.result))
        }
    }

    /// What came of an exchange that libcurl is done with; it is taken out of flight.
    private func outcome(of exchange: Exchange, _ code: CURLcode) -> Result<HTTPResponse, HTTPFailure> {
        defer { release(exchange) }
        guard code == CURLE_OK else { return .failure(exchange.failure(.curl(code))) }
        let status = exchange.handle?.status ?? 0
        // To libcurl a connection closed within the header or after an interim reply is the end of a whole reply.
        guard exchange.hasWholeHeader, status >= 200 else { return .failure(exchange.failure(.curl(CURLE_PARTIAL_FILE))) }
        return .success(exchange.takeResponse(status: status))
    }

    private func failStalled() {
        guard watch.nextCheck <= watch.now else { return }
        watch.nextCheck = .max
        // Backwards, because an aborted exchange's place is taken by the last.
        for exchange in inFlight.reversed() {
            guard let deadline = exchange.stallDeadline else { continue }
            if deadline <= watch.now {
                abort(exchange, exchange.failure(.stalled))
            } else {
                watch.expect(nothingBefore: deadline)
            }
        }
    }

    /// Ends an exchange in flight; its connection is closed.
    private func abort(_ exchange: Exchange, _ failure: HTTPFailure) {
        release(exchange)
        exchange.finish(.failure(failure))
    }

    /// Takes an exchange out of flight and its handle back.
    private func release(_ exchange: Exchange) {
        if let handle = exchange.handle {
            curl_multi_remove_handle(multi, handle.pointer)
            idleHandles.append(handle)
            exchange.handle = nil
        }
        let last = inFlight.removeLast()
        if last !== exchange {
            inFlight[exchange.place] = last
            last.place = exchange.place
        }
        exchange.headerList = nil
    }

    private func act(on socket: Int32, _ happened: Int32) {
        var running: Int32 = 0
        if socket == CURL_SOCKET_TIMEOUT { timer = .max }
        curl_multi_socket_action(multi, socket, happened, &running)
    }

    /// Takes libcurl's wish to be called after so long; zero is due in this very pass, a negative number takes the wish back.
    func setTimer(milliseconds: Int) {
        timer = milliseconds < 0 ? .max : watch.now &+ UInt64(milliseconds) &* 1_000_000
    }

    /// Milliseconds, rounded up so that nothing is done too early; -1 for no limit.
    private func timeUntilNextDeadline() -> Int32 {
        let deadline = min(timer, watch.nextCheck)
        if deadline == .max { return -1 }
        if deadline <= watch.now { return 0 }
        return Int32(min(3_600_000, (deadline &- watch.now &+ 999_999) / 1_000_000))
    }
}
