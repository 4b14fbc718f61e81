import Scheduling
import Transport

/// TEI's queue, from the Prometheus text of `GET /metrics`: the gauge `te_queue_size`. How many inputs are being computed it does not tell.
enum TEILoad {
    static func read(_ response: HTTPResponse) throws -> ServerLoad? {
        let text = String(decoding: response.body, as: UTF8.self)
        var waiting: Double?
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("te_queue_size") {
            let name = line.prefix { $0 != " " && $0 != "{" }
            guard name == "te_queue_size", let word = line.split(separator: " ").last, let value = Double(word) else { continue }
            guard value.isFinite, 0...1e9 ~= value else { throw BadReply.malformed("te_queue_size is no count") }
            waiting = (waiting ?? 0) + value
        }
        return waiting.map { ServerLoad(running: 0, waiting: Int($0)) }
    }
}
