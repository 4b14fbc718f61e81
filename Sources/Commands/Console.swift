import Glibc

/// The one output seam: results go to stdout, words for people to stderr, both without control codes of others.
enum Console {
    /// Prints a line of results.
    static func out(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    /// Prints a line for people.
    static func error(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    /// Prints bytes as they are: our own terminal codes.
    static func raw(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Whether people look at stderr directly.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether results may be coloured: people look at them directly, and did not ask for plain text (https://no-color.org).
    static var isColoured: Bool { isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil }

    /// Columns of the terminal, 80 where it does not tell.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        raw(TerminalText.clean(text) + (text.hasSuffix("\n") ? "" : "\n"), to: descriptor)
    }
}
