import FlyingFox
import FlyingSocks
import Foundation

extension HTTPResponse {
    /// The reply as the web server sends it; a broken delivery ends the connection.
    init(_ reply: ServerReply) {
        var headers = HTTPHeaders()
        for (name, value) in reply.headers { headers.addValue(value, for: HTTPHeader(name)) }
        let status = HTTPStatusCode(reply.status, phrase: "Status")
        switch reply.delivery {
        case .whole:
            let body = HTTPBodySequence(data: Data(reply.body), suggestedBufferSize: max(reply.body.count, 1))
            self.init(statusCode: status, headers: headers, body: body)
        case .cut(let length):
            let part = CutBytes(bytes: Array(reply.body.prefix(length)))
            self.init(statusCode: status, headers: headers, body: HTTPBodySequence(from: part, count: reply.body.count))
        case .dropped:
            self.init(headers: headers, webSocket: ConnectionDropper())
        }
    }
}

/// A body that fails after its bytes, upon which the web server closes the connection.
private struct CutBytes: AsyncBufferedSequence {
    struct Iterator: AsyncBufferedIteratorProtocol {
        var bytes: [UInt8]

        mutating func next() async throws -> UInt8? {
            guard !bytes.isEmpty else { throw SocketError.disconnected }
            return bytes.removeFirst()
        }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            guard !bytes.isEmpty else { throw SocketError.disconnected }
            let part = Array(bytes.prefix(count))
            bytes.removeFirst(part.count)
            return part
        }
    }

    typealias Element = UInt8
    var bytes: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(bytes: bytes) }
}

/// The web server asks a web socket's handler before it writes the first byte: a handler that throws makes it close the connection unanswered.
private struct ConnectionDropper: WSHandler {
    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw SocketError.disconnected
    }
}
