import Foundation
import Platform

/// What the provider of batches answers.
struct BatchHandler: Sendable {
    struct Request {
        var method: String
        var path: String
        var query: [String: String]
        var authorization: String?
        var contentType: String?
        var body: [UInt8]
    }

    let options: BatchDouble.Options
    let state: Lock<BatchState>

    init(options: BatchDouble.Options) {
        self.options = options
        state = Lock(BatchState(looks: options.looks))
    }

    func answer(_ request: Request) -> ServerReply {
        if let key = options.chat.apiKey, request.authorization != "Bearer \(key)" {
            return Self.error(401, "Incorrect API key provided.", code: "invalid_api_key")
        }
        let path = request.path.split(separator: "/").map(String.init)
        return state.withLock { state in
            let kind = request.method + " " + path.map { $0.contains("_") || $0.hasPrefix("file-") ? "*" : $0 }.joined(separator: "/")
            state.requests[kind, default: 0] += 1
            return switch kind {
            case "POST v1/files": upload(request, &state)
            case "GET v1/files/*/content": content(path[2], &state)
            case "POST v1/batches": create(request, &state)
            case "GET v1/batches": list(request, state)
            case "GET v1/batches/*": look(at: path[2], &state)
            case "POST v1/batches/*/cancel": cancel(path[2], &state)
            default: live(request)
            }
        }
    }

    /// Everything beside files and batches is the chat server's.
    private func live(_ request: Request) -> ServerReply {
        let received = ReceivedRequest(
            number: 1,
            attempt: 1,
            method: request.method,
            path: request.path,
            authorization: request.authorization,
            contentType: request.contentType,
            body: request.body
        )
        let reply = try? OpenAIHandler(options: options.chat).answer(received, nil)
        return reply ?? Self.error(400, "The request cannot be read.", code: nil)
    }

    private func upload(_ request: Request, _ state: inout BatchState) -> ServerReply {
        if state.takes(.uploadFails) { return Self.error(500, "The server had an error while processing your request.", code: nil) }
        guard let (purpose, file) = Self.parts(request), purpose == "batch" else {
            return Self.error(400, "'purpose' is a required property", code: nil)
        }
        return ServerReply(status: 200, text: #"{"id":"\#(state.keep(file))","object":"file","bytes":\#(file.count),"purpose":"batch"}"#)
    }

    /// The two fields of a form, told apart the way RFC 7578 says.
    private static func parts(_ request: Request) -> (purpose: String, file: [UInt8])? {
        guard let type = request.contentType, let mark = type.range(of: "boundary=") else { return nil }
        let boundary = Data("--\(type[mark.upperBound...])".utf8)
        var body = Data(request.body)
        var fields: [String: Data] = [:]
        while let start = body.range(of: boundary), let end = body[start.upperBound...].range(of: boundary) {
            let part = Data(body[(start.upperBound + 2)..<(end.lowerBound - 2)])
            body = Data(body[end.lowerBound...])
            guard let gap = part.range(of: Data("\r\n\r\n".utf8)) else { return nil }
            let header = String(decoding: part[..<gap.lowerBound], as: UTF8.self)
            for name in ["purpose", "file"] where header.contains("name=\"\(name)\"") { fields[name] = Data(part[gap.upperBound...]) }
        }
        guard let purpose = fields["purpose"], let file = fields["file"] else { return nil }
        return (String(decoding: purpose, as: UTF8.self), Array(file))
    }

    private func content(_ id: String, _ state: inout BatchState) -> ServerReply {
        guard let bytes = state.files[id] else { return Self.error(404, "No such File object: \(id)", code: nil) }
        if state.takes(.htmlFile) {
            return ServerReply(status: 200, contentType: "text/html", text: "<html>\n<body>One moment please</body>\n</html>\n")
        }
        let cut = state.takes(.truncatedFile) ? bytes.count / 2 : bytes.count
        return ServerReply(status: 200, headers: [("Content-Type", "application/octet-stream")], body: Array(bytes[..<cut]))
    }

    private func create(_ request: Request, _ state: inout BatchState) -> ServerReply {
        struct Wanted: Decodable {
            var input_file_id: String
            var endpoint: String
            var completion_window: String
            var metadata: [String: String]
        }
        if state.takes(.creationFails) { return Self.error(500, "The server had an error while processing your request.", code: nil) }
        if state.takes(.enqueuedLimit) {
            return Self.error(429, "Enqueued token limit reached for policy. Limit: 90,000 enqueued tokens.", code: "token_limit_exceeded")
        }
        guard let wanted = try? JSONDecoder().decode(Wanted.self, from: Data(request.body)), wanted.completion_window == "24h",
            wanted.endpoint == "/v1/chat/completions", let file = state.files[wanted.input_file_id]
        else { return Self.error(400, "Invalid request.", code: "invalid_request_error") }
        let place = state.start(file: wanted.input_file_id, metadata: wanted.metadata, lines: Self.lines(file))
        if state.takes(.enqueuedLimitLater) {
            state.batches[place].complaint = ("token_limit_exceeded", "Enqueued token limit reached for policy in organization x.")
        } else if state.takes(.invalidFile) {
            state.batches[place].complaint = ("invalid_method", "Invalid value: 'GET'.")
        }
        if state.takes(.createdUnheard) { return Self.error(500, "The server had an error while processing your request.", code: nil) }
        return ServerReply(status: 200, text: BatchWire.text(state.batches[place]))
    }

    /// The lines of a file as Foundation reads them.
    private static func lines(_ file: [UInt8]) -> [BatchState.Line] {
        file.split(separator: 0x0A).compactMap { bytes in
            guard let line = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
                let id = line["custom_id"] as? String, line["method"] as? String == "POST",
                line["url"] as? String == "/v1/chat/completions", let body = line["body"],
                let data = try? JSONSerialization.data(withJSONObject: body, options: .sortedKeys)
            else { return nil }
            return BatchState.Line(customID: id, body: Array(data))
        }
    }

    private func list(_ request: Request, _ state: BatchState) -> ServerReply {
        var newestFirst = Array(state.batches.reversed())
        if let after = request.query["after"], let place = newestFirst.firstIndex(where: { $0.id == after }) {
            newestFirst.removeFirst(place + 1)
        }
        let page = newestFirst.prefix(options.pageSize)
        let texts = page.map { BatchWire.text($0) }.joined(separator: ",")
        return ServerReply(status: 200, text: #"{"object":"list","data":[\#(texts)],"has_more":\#(page.count < newestFirst.count)}"#)
    }

    private func look(at id: String, _ state: inout BatchState) -> ServerReply {
        guard let place = state.batches.firstIndex(where: { $0.id == id }) else { return Self.unknown(id) }
        state.batches[place].looks += 1
        if state.batches[place].hidden > 0 { state.batches[place].hidden -= 1 }
        if !state.batches[place].isOver { advance(place, &state) }
        return ServerReply(status: 200, text: BatchWire.text(state.batches[place]))
    }

    private func advance(_ place: Int, _ state: inout BatchState) {
        if state.batches[place].complaint != nil {
            state.batches[place].status = "failed"
        } else if state.batches[place].looks < state.looks {
            state.batches[place].status = "in_progress"
        } else {
            BatchWork(options: options).finish(place, &state)
        }
    }

    private func cancel(_ id: String, _ state: inout BatchState) -> ServerReply {
        guard let place = state.batches.firstIndex(where: { $0.id == id }) else { return Self.unknown(id) }
        if !state.batches[place].isOver { state.batches[place].status = "cancelled" }
        return ServerReply(status: 200, text: BatchWire.text(state.batches[place]))
    }

    private static func unknown(_ id: String) -> ServerReply {
        error(404, "No batch found with id '\(id)'.", code: nil)
    }

    static func error(_ status: Int, _ message: String, code: String?) -> ServerReply {
        let quoted = code.map { "\"\($0)\"" } ?? "null"
        let text = #"{"error":{"message":"\#(message)","type":"invalid_request_error","param":null,"code":\#(quoted)}}"#
        return ServerReply(status: status, text: text)
    }
}
