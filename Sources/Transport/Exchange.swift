import CurlShim

/// One exchange from `HTTPClient.send` to its end.
///
/// `@unchecked Sendable`: the caller makes it and sets `continuation` before it posts `.start`; from then on only the loop's thread touches it.
/// A cancellation may be posted earlier, but of that the loop only keeps `wasCancelledEarly`.
final class Exchange: @unchecked Sendable {
    enum Stage {
        case waiting, inFlight, finished
    }

    let request: HTTPRequest
    let submitted: UInt64
    /// Checked, because ThreadSanitizer sees into the unsafe kind and takes an answer that overtakes the caller's suspension for a race.
    var continuation: CheckedContinuation<Result<HTTPResponse, HTTPFailure>, Never>?

    var stage = Stage.waiting
    var wasCancelledEarly = false
    var handle: EasyHandle?
    /// Where it stands in the loop's list of exchanges in flight.
    var place = 0
    /// Kept alive for libcurl, which only borrows it.
    var headerList: HeaderList?
    var watch: StallWatch?

    private var headers: [(name: String, value: String)] = []
    private var body: [UInt8] = []
    private(set) var grewTooLarge = false
    /// Whether the header's end has come; libcurl takes a connection closed before it for the end of a whole reply.
    private(set) var hasWholeHeader = false
    private var headerBytes = 0
    /// When the latest byte of the reply came; nil before the first.
    private(set) var lastHeard: UInt64?

    init(_ request: HTTPRequest) {
        self.request = request
        submitted = MonotonicClock.now
    }

    var hasHeaderWithoutEnd: Bool { headerBytes > Self.headerLimit }

    /// When the reply will have been silent for too long; nil before its first byte.
    var stallDeadline: UInt64? {
        lastHeard.map { $0 &+ MonotonicClock.nanoseconds(request.limits.stall) }
    }

    func finish(_ result: Result<HTTPResponse, HTTPFailure>) {
        stage = .finished
        let waiting = continuation
        continuation = nil
        waiting?.resume(returning: result)
    }

    /// The whole reply, handed over with its memory.
    func takeResponse(status: Int) -> HTTPResponse {
        let seconds = Double(MonotonicClock.now &- submitted) / 1e9
        let response = HTTPResponse(status: status, headers: headers, body: body, seconds: seconds)
        headers = []
        body = []
        return response
    }

    /// Takes one header line, its line end included; false if there are too many.
    func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        heard()
        headerBytes += line.count
        grewTooLarge = hasHeaderWithoutEnd
        if line.starts(with: Self.statusLine) {
            // What came before belonged to an interim reply.
            headers.removeAll(keepingCapacity: true)
            hasWholeHeader = false
        } else if line.first == 0x0D || line.first == 0x0A {
            hasWholeHeader = true
        } else {
            addHeader(line)
        }
        return !grewTooLarge
    }

    private func addHeader(_ line: UnsafeRawBufferPointer) {
        guard let colon = line.firstIndex(of: 0x3A), colon > 0 else { return }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        let value = line[(colon &+ 1)...]
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
        guard let first = value.firstIndex(where: { !isSpace($0) }), let last = value.lastIndex(where: { !isSpace($0) }) else {
            headers.append((name, ""))
            return
        }
        headers.append((name, String(decoding: value[first...last], as: UTF8.self)))
    }

    /// Takes a piece of the body; false if it would grow past the limit.
    func receiveBody(_ piece: UnsafeRawBufferPointer) -> Bool {
        heard()
        guard piece.count <= request.limits.responseBytes &- body.count else {
            grewTooLarge = true
            return false
        }
        if body.isEmpty, let announced = handle?.announcedLength {
            // A claim is no reason to hand out memory: larger bodies grow as they really come.
            body.reserveCapacity(max(piece.count, min(announced, 1 << 20)))
        }
        body.append(contentsOf: piece)
        return true
    }

    private func heard() {
        guard let watch else { return }
        if lastHeard == nil { watch.expect(nothingBefore: watch.now &+ MonotonicClock.nanoseconds(request.limits.stall)) }
        lastHeard = watch.now
    }

    private static let statusLine: [UInt8] = Array("HTTP/".utf8)
    /// Most bytes of a reply's header, interim replies included; later versions of libcurl break the connection at 300 KiB.
    private static let headerLimit = 256 << 10
}
