import CurlShim
import Glibc
import Platform

/// Makes HTTP/1.1 exchanges through libcurl, any number at a time, over connections that are kept and used again.
///
/// One thread of its own does all the work; callers only wait. Proxies, name look-up and certificate authorities are the system's, as libcurl finds
/// them (`http_proxy`, `HTTPS_PROXY`, `no_proxy`), with two additions: this machine is always reached directly, and `SSL_CERT_FILE` names other
/// certificate authorities. Redirects are not followed. A request is sent once, except that libcurl repeats it on a new connection where a kept one
/// turns out to have been closed before any byte of the reply.
package final class HTTPClient: HTTPTransport {
    private let inbox: Inbox
    private let thread: Lock<pthread_t?>

    /// Starts the client's thread; the error, if the system lacks descriptors or memory for it, is of kind `cannotConnect`.
    package convenience init() throws(HTTPFailure) {
        try self.init(.ofThisProcess())
    }

    /// As `init()`, but with settings of the caller's instead of this process's environment.
    package init(_ settings: ConnectionSettings) throws(HTTPFailure) {
        Self.initializeLibrary
        let wakeDescriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard wakeDescriptor >= 0 else { throw Self.cannotStart }
        inbox = Inbox(wakeDescriptor: wakeDescriptor)
        guard let loop = TransferLoop(inbox, settings) else { throw Self.cannotStart }
        thread = Lock(nil)
        guard let started = Self.startThread(loop) else { throw Self.cannotStart }
        thread.withLock { $0 = started }
    }

    deinit {
        shutdown()
    }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        let exchange = Exchange(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchange.continuation = continuation
                if !inbox.post(.start(exchange)) { continuation.resume(returning: .failure(exchange.failure(.cancelled))) }
            }
        } onCancel: {
            _ = inbox.post(.cancel(exchange))
        }
        return try result.get()
    }

    /// Ends the client: exchanges under way and later ones fail as cancelled. Returns when its thread is gone and its sockets are closed.
    package func shutdown() {
        inbox.close()
        let running = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let running { pthread_join(running, nil) }
    }

    private static func startThread(_ loop: TransferLoop) -> pthread_t? {
        var all = sigset_t()
        var previous = sigset_t()
        sigfillset(&all)
        // Signals are other threads' business, and a broken pipe within TLS must not end the process. Threads inherit their maker's mask.
        pthread_sigmask(SIG_SETMASK, &all, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(loop)
        let error = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                curl_shim_name_thread("http")
                Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().run()
                return nil
            },
            context.toOpaque()
        )
        if error == 0 { return thread }
        context.release()
        return nil
    }

    private static let initializeLibrary: Void = { _ = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()

    private static let cannotStart = HTTPFailure(
        .cannotConnect,
        "the HTTP client cannot start: the system has no file descriptors or threads left; raise the limit (ulimit -n)"
    )
}
