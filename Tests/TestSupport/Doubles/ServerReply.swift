import Foundation

/// What a double sends back.
package struct ServerReply: Sendable {
    /// How the body goes over the wire.
    package enum Delivery: Sendable, Hashable {
        case whole
        /// `Content-Length` announces the whole body, the connection closes after this many bytes.
        case cut(after: Int)
        /// The connection closes and nothing is sent.
        case dropped
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    package var delivery: Delivery
    /// What was computed for this reply, for the journal.
    package var computed: [RequestJournal.Item: Int] = [:]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8], delivery: Delivery = .whole) {
        self.status = status
        self.headers = headers
        self.body = body
        self.delivery = delivery
    }

    package init(status: Int, contentType: String = "application/json", text: String) {
        self.init(status: status, headers: [("Content-Type", contentType)], body: Array(text.utf8))
    }

    /// `value` as JSON. A NaN is written as the bare literal `NaN`, the way Python's `json` does.
    package init(status: Int = 200, json value: some Encodable, computed: [RequestJournal.Item: Int] = [:]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let mark = "9c1f4e-not-a-number"
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: mark, negativeInfinity: mark, nan: mark)
        let text = String(decoding: try encoder.encode(value), as: UTF8.self).replacingOccurrences(of: "\"\(mark)\"", with: "NaN")
        self.init(status: status, text: text)
        self.computed = computed
    }
}
