import JSONCursor
import Transport

/// Replies that are no JSON: pages of proxies and log-ins, streams of events.
enum ForeignReply {
    static func isPage(_ response: HTTPResponse) -> Bool {
        if let type = response.header("content-type"), type.lowercased().contains("text/html") { return true }
        let start = String(decoding: response.body.prefix(256), as: UTF8.self).lowercased().drop { $0.isWhitespace }
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html")
    }

    /// Server-sent events: lines of `field: value`, a comment where there is no field.
    static func isStream(_ body: [UInt8]) -> Bool {
        ["data:", "event:", ": "].contains { body.starts(with: $0.utf8) }
    }

    /// The first error among the events: servers that fail after they sent the status say so there.
    static func complaint(inStream body: [UInt8]) -> ServerComplaint? {
        for line in body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) where line.starts(with: "data:".utf8) {
            let event = Array(line.dropFirst("data:".utf8.count))
            guard let value = try? JSONValue(parsing: event), let error = value["error"], error != .null else { continue }
            return ServerComplaint(body: event)
        }
        return nil
    }
}
