/// A child's stderr: every line goes to the log, up to a bound, and the last ones are kept for error messages.
struct CommandErrorOutput {
    /// Bytes of a line that are kept, and of all lines that are logged: a child that floods is cut off, not waited for.
    private static let lineLimit = 4096
    static let logLimit = 16 << 20
    private static let kept = 5

    private let log: @Sendable (String) -> Void
    private var lines = CommandLines(limit: lineLimit)
    private var last: [String] = []
    private var room = logLimit

    init(log: @escaping @Sendable (String) -> Void) {
        self.log = log
    }

    mutating func add(_ bytes: some Collection<UInt8>) {
        var texts: [String] = []
        lines.add(bytes) { event in
            switch event {
            case .line(let line): texts.append(String(decoding: line, as: UTF8.self))
            case .tooLong(let line): texts.append(String(decoding: line, as: UTF8.self) + " …")
            }
        }
        for text in texts { take(text) }
    }

    mutating func finish() {
        if let rest = lines.remainder { take(String(decoding: rest, as: UTF8.self)) }
    }

    private mutating func take(_ text: String) {
        if text.contains(where: { !$0.isWhitespace }) {
            last.append(text)
            if last.count > Self.kept { last.removeFirst() }
        }
        guard room > 0 else { return }
        room -= text.utf8.count + 1
        log(text)
        if room <= 0 { log("… more than \(Self.logLimit) bytes: the rest is not logged") }
    }

    /// Behind a sentence: nothing, or what it said last.
    var lastWords: String {
        guard !last.isEmpty else { return "" }
        return "; its stderr ended with: " + last.map { Excerpt.of($0, limit: 200) }.joined(separator: " / ")
    }
}
