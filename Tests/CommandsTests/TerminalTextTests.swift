import Testing

@testable import Commands

@Suite("Text for a terminal")
struct TerminalTextTests {
    @Test("stays as it is where it is harmless", arguments: ["plain", "tab\tand\nline", "naïve 日本 🎲 \u{200D}", ""])
    func harmless(_ text: String) {
        #expect(TerminalText.clean(text) == text)
    }

    @Test(
        "has control characters and bidirectional overrides replaced",
        arguments: [
            ("\u{1B}[31mred\u{1B}[0m", "\u{FFFD}[31mred\u{FFFD}[0m"), ("\u{1B}]0;title\u{07}", "\u{FFFD}]0;title\u{FFFD}"),
            ("over\rwritten", "over\u{FFFD}written"), ("C1 \u{9B}31m", "C1 \u{FFFD}31m"), ("a\u{8}b\u{7F}c", "a\u{FFFD}b\u{FFFD}c"),
            ("\u{202E}txt.exe", "\u{FFFD}txt.exe"), ("\u{2066}isolated\u{2069}", "\u{FFFD}isolated\u{FFFD}"), ("nul\u{0}", "nul\u{FFFD}"),
        ]
    )
    func hostile(_ text: String, _ clean: String) {
        #expect(TerminalText.clean(text) == clean)
    }

    @Test("a carriage return before a line feed, one character to Swift, is found")
    func carriageReturnLineFeed() {
        #expect(TerminalText.clean("a\r\nb") == "a\u{FFFD}\nb")
    }
}
