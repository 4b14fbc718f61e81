/// Names that a server gave, fit for a terminal and a log.
enum Shown {
    /// At most 80 characters of visible ASCII.
    static func name(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }.prefix(80)))
    }
}
