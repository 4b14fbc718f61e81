/// Something a server's thread tells a test, which awaits it without blocking.
struct Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func send() {
        continuation.yield()
    }

    func wait() async {
        for await _ in stream { return }
    }
}
