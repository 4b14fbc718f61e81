/// The end of a program's output, fit for an error message.
enum LastLines {
    private static let width = 300

    /// The last lines that are not blank, each cut short.
    static func of(_ lines: [String], count: Int) -> [String] {
        lines.filter { $0.contains { !$0.isWhitespace } }.suffix(count).map { line in
            line.count > width ? line.prefix(width) + " …" : line
        }
    }

    static func of(_ text: String, count: Int) -> [String] {
        of(text.split(whereSeparator: \.isNewline).map(String.init), count: count)
    }

    /// Behind a sentence: nothing, or a colon and the lines below each other.
    static func appended(_ lines: [String]) -> String {
        lines.isEmpty ? "" : ":\n" + lines.map { "    " + $0 }.joined(separator: "\n")
    }
}
