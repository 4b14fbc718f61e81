/// What of a server's own words is shown to people: short, on one line, without characters that steer a terminal.
enum Excerpt {
    /// The first `limit` bytes of `bytes`, read as UTF-8.
    static func of(_ bytes: some Collection<UInt8>, limit: Int = 200) -> String {
        let text = visible(String(decoding: bytes.prefix(limit), as: UTF8.self))
        return bytes.count > limit ? text + "…" : text
    }

    /// `text`, at most `limit` bytes of it.
    static func of(_ text: String, limit: Int = 500) -> String {
        of(text.utf8, limit: limit)
    }

    private static func visible(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator:
                if let last = result.last, last != " " { result.append(" ") }
            case .format, .surrogate, .privateUse, .unassigned:
                continue
            default:
                // A scalar that the limit cut in two reads as U+FFFD.
                if scalar != "\u{FFFD}" { result.append(scalar) }
            }
        }
        if result.last == " " { result.removeLast() }
        return String(result)
    }
}
