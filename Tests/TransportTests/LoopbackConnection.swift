import Foundation

/// The server's end of one connection; its methods block, on a thread that is the connection's own.
struct LoopbackConnection: Sendable {
    struct Request: Sendable {
        /// Request line and header fields.
        var head: String
        var body: [UInt8]
    }

    let socket: Int32

    /// The next request, nil if the client has closed the connection.
    func readRequest() -> Request? {
        var bytes: [UInt8] = []
        var end: Int?
        while end == nil {
            guard let more = read() else { return nil }
            bytes += more
            end = bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound
        }
        let bodyStart = end ?? 0
        let head = String(decoding: bytes[..<bodyStart], as: UTF8.self)
        let length =
            head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        while bytes.count < bodyStart + length {
            guard let more = read() else { return nil }
            bytes += more
        }
        return Request(head: head, body: Array(bytes[bodyStart...]))
    }

    func write(_ text: String) {
        write(Array(text.utf8))
    }

    func write(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(socket, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Sends a whole reply that leaves the connection open.
    func reply(_ body: String, status: String = "200 OK", fields: String = "") {
        write("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)")
    }

    /// Answers requests until the client closes the connection.
    func serve(_ answer: (Request) -> String) {
        while let request = readRequest() { reply(answer(request)) }
    }

    func waitUntilClosed() {
        while read() != nil {}
    }

    /// Makes the closing of the connection a reset.
    func resetOnClose() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
    }

    private func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
