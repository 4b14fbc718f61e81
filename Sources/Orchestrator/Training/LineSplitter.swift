/// Cuts a stream of bytes into lines.
struct LineSplitter {
    private let limit: Int
    private var line: [UInt8] = []
    private var length = 0
    /// A carriage return stands at the end: what follows decides what it meant.
    private var returns = false

    /// - Parameter limit: Bytes of a line that are kept.
    init(limit: Int) {
        self.limit = limit
    }

    mutating func add(_ bytes: [UInt8], _ body: (String) -> Void) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                end(body)
            } else if byte == UInt8(ascii: "\r") {
                returns = true
            } else {
                if returns {
                    line.removeAll(keepingCapacity: true)
                    length = 0
                    returns = false
                }
                length += 1
                if line.count < limit { line.append(byte) }
            }
        }
    }

    /// Gives what stands behind the last line feed, if anything does.
    mutating func finish(_ body: (String) -> Void) {
        if !line.isEmpty { end(body) }
    }

    private mutating func end(_ body: (String) -> Void) {
        body(String(decoding: line, as: UTF8.self) + (length > line.count ? " …" : ""))
        line.removeAll(keepingCapacity: true)
        length = 0
        returns = false
    }
}
