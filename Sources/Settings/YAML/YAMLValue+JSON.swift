extension YAMLValue {
    /// The value as JSON text, keys in order; with `pretty`, two spaces a level and one entry a line.
    package func json(pretty: Bool = false) -> String {
        var text = ""
        write(into: &text, indent: pretty ? 0 : nil)
        return text
    }

    private func write(into text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let number): text += String(number)
        case .double(let number): text += number.description
        case .text(let string): Self.write(string, into: &text)
        case .list(let items):
            Self.write(count: items.count, brackets: ("[", "]"), into: &text, indent: indent) { index, text, indent in
                items[index].write(into: &text, indent: indent)
            }
        case .mapping(let mapping):
            let entries = mapping.entries
            Self.write(count: entries.count, brackets: ("{", "}"), into: &text, indent: indent) { index, text, indent in
                Self.write(entries[index].key, into: &text)
                text += indent == nil ? ":" : ": "
                entries[index].value.write(into: &text, indent: indent)
            }
        }
    }

    private static func write(
        count: Int,
        brackets: (String, String),
        into text: inout String,
        indent: Int?,
        element: (Int, inout String, Int?) -> Void
    ) {
        text += brackets.0
        let inner: Int? = indent.map { $0 + 2 }
        for index in 0..<count {
            if index > 0 { text += "," }
            breakLine(&text, indent: inner)
            element(index, &text, inner)
        }
        if count > 0 { breakLine(&text, indent: indent) }
        text += brackets.1
    }

    private static func breakLine(_ text: inout String, indent: Int?) {
        guard let indent else { return }
        text += "\n" + String(repeating: " ", count: indent)
    }

    private static func write(_ string: String, into text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let digits = String(scalar.value, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
}
