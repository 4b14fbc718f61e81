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
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "\u{1}Infinity\u{1}",
            negativeInfinity: "\u{1}-Infinity\u{1}",
            nan: "\u{1}NaN\u{1}"
        )
        var text = String(decoding: try encoder.encode(value), as: UTF8.self)
        if text.contains("\\u0001") {
            text = text.replacingOccurrences(of: "\"\\u0001", with: "").replacingOccurrences(of: "\\u0001\"", with: "")
        }
        self.init(status: status, text: text)
        self.computed = computed
    }
}
