/// A fault in the text of an expression, and where it is.
package struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// One sentence without a full stop; it never repeats a character of the text that is not printable ASCII.
    package let message: String
    /// The whole text that was read.
    package let text: String
    /// The faulty part, in Unicode scalars from the start; never empty, and inside the text unless that is empty.
    package let range: Range<Int>
    /// The known name that a misspelt one was probably meant to be; the message offers it already.
    package let suggestion: String?

    init(_ message: String, text: String, range: Range<Int>, suggestion: String? = nil) {
        self.message = message
        self.text = text
        self.range = range.isEmpty ? range.lowerBound..<range.lowerBound + 1 : range
        self.suggestion = suggestion
    }

    /// Where the fault begins, in Unicode scalars from the start.
    package var position: Int { range.lowerBound }

    /// The message, the expression, and carets under the fault: three lines, safe for a terminal.
    package var rendered: String {
        // Of a text that fills screens only what stands about the fault.
        let start = max(0, range.lowerBound - 120)
        var line = start > 0 ? "..." : ""
        let indent = range.lowerBound - start + line.utf8.count
        let scalars = text.unicodeScalars.dropFirst(start)
        for scalar in scalars.prefix(240) {
            let isPrintable = scalar.value >= 0x20 && scalar.value < 0x7F
            // One column each, whatever it is: the carets stand right, and no control character reaches the terminal.
            let isSpace = scalar == "\n" || scalar == "\t" || scalar == "\r"
            line += isPrintable ? String(scalar) : isSpace ? " " : "?"
        }
        if scalars.count > 240 { line += "..." }
        let carets = String(repeating: " ", count: indent) + String(repeating: "^", count: min(range.count, 120))
        return "\(message)\n  \(line)\n  \(carets)"
    }

    package var description: String { rendered }
}
