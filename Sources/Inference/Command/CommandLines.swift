import Glibc

/// Cuts what a child writes into lines.
struct CommandLines {
    enum Event {
        case line([UInt8])
        /// A line got longer than the limit; its rest is passed over.
        case tooLong([UInt8])
    }

    private let limit: Int
    private var line: [UInt8] = []
    private var isPassing = false

    init(limit: Int) {
        self.limit = limit
    }

    mutating func add(_ bytes: some Collection<UInt8>, _ body: (Event) -> Void) {
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            append(rest[..<end], body)
            if !isPassing { body(.line(line)) }
            line.removeAll(keepingCapacity: line.count < 1 << 20)
            isPassing = false
            rest = rest[rest.index(after: end)...]
        }
        append(rest, body)
    }

    /// What stands behind the last line feed.
    var remainder: [UInt8]? { line.isEmpty || isPassing ? nil : line }

    private mutating func append(_ part: some Collection<UInt8>, _ body: (Event) -> Void) {
        guard !isPassing else { return }
        line.append(contentsOf: part.prefix(limit + 1 - line.count))
        guard line.count > limit else { return }
        line.removeLast()
        isPassing = true
        body(.tooLong(line))
    }
}
