/// Text that is safe to show on a terminal: model text and server messages may hold escape sequences.
enum TerminalText {
    /// `text` with control characters other than tab and line feed replaced by `\u{FFFD}`; bidirectional overrides too.
    static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHostile) else { return text }
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { clean.append(isHostile(scalar) ? "\u{FFFD}" : scalar) }
        return String(clean)
    }

    /// The same on one line: line feeds and tabs become spaces.
    static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in clean(text).unicodeScalars { line.append(scalar == "\n" || scalar == "\t" ? " " : scalar) }
        return String(line)
    }

    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
